import Git
import RegistryCore

/// What one commit on `main` may change.
struct CommitRules {
    let judge: PushJudge
    let commit: Commit
    /// The tree of its parent.
    let before: ObjectID
    /// How many paths it may change: what the commits below it left over.
    let pathsLeft: Int

    /// What a commit brings and what is wrong with it.
    struct Findings {
        var objections: [Objection] = []
        var versions: [AuditEntry.Introduced] = []
        /// Pointers that were not in the model before.
        var pointers: Set<Pointer> = []
        var changedPaths = 0

        mutating func add(_ other: Findings) {
            objections += other.objections
            versions += other.versions
            pointers.formUnion(other.pointers)
            changedPaths += other.changedPaths
        }

        /// Takes in what `body` finds, or what it objects to.
        mutating func add(_ body: () throws(RegistryError) -> Findings) {
            do throws(RegistryError) { add(try body()) } catch { objections += error.objections }
        }
    }

    var catalog: Catalog { judge.catalog }

    func findings() throws(RegistryError) -> Findings {
        var findings = Findings()
        var models: [ModelName: [PathChange]] = [:]
        var root: [PathChange] = []
        var views: [(ViewName, PathChange)] = []
        for change in try changes() {
            findings.changedPaths += 1
            if let objection = forbiddenMode(change) {
                findings.objections.append(objection)
                continue
            }
            switch CatalogPath(change.path) {
            case .root: root.append(change)
            case .view(let view): views.append((view, change))
            case .model(let model, _): models[model, default: []].append(change)
            case nil: findings.objections.append(misplaced(change))
            }
        }
        guard findings.objections.isEmpty else { return findings }
        findings.add { () throws(RegistryError) in
            try RootFileRules(commit: self, changes: root).check()
            try ViewRules(commit: self, changes: views).check()
            return Findings()
        }
        for (model, changes) in models.sorted(by: { $0.key < $1.key }) {
            findings.add { () throws(RegistryError) in
                try judge.requireTime()
                return try ModelRules(commit: self, model: model, changes: changes).findings()
            }
        }
        if findings.versions.count > 1 { findings.objections.append(several(findings.versions)) }
        return findings
    }

    private func changes() throws(RegistryError) -> [PathChange] {
        do {
            return try catalog.repository.changes(
                from: before, to: commit.tree, limit: pathsLeft)
        } catch GitError.tooMany {
            throw RegistryError(
                .tooMuch,
                "With \(commit.id.short) the push changes more than "
                    + "\(judge.limits.changedPaths) paths, or nests folders too deep.",
                remedy: "Push it in several parts.")
        } catch {
            throw explain(error, "commit \(commit.id)")
        }
    }

    private func misplaced(_ change: PathChange) -> Objection {
        let path = String(decoding: change.path, as: UTF8.self).printable
        return Objection(
            .pathRefused, "A catalog has no place for '\(path)'.",
            remedy:
                "Keep files in models/<namespace>/<name>/: model.yaml, README.md, version.yaml, "
                + "artifacts/… and annotations/v<N>.yaml; a saved search is views/<name>.yaml.")
    }

    private func forbiddenMode(_ change: PathChange) -> Objection? {
        guard let entry = change.new, entry.mode != .file else { return nil }
        let path = String(decoding: change.path, as: UTF8.self).printable
        guard entry.mode != .tree else {
            return Objection(
                .treeRefused, "'\(path)' is a folder without files.",
                remedy: "Take it out; `git add` never makes one.")
        }
        return Objection(
            .treeRefused,
            "'\(path)' has mode \(String(entry.mode.rawValue, radix: 8)); only plain files "
                + "(100644) are allowed.",
            remedy: "Replace links and submodules by files, and run `git update-index --chmod=-x` "
                + "on executables.")
    }

    private func several(_ versions: [AuditEntry.Introduced]) -> Objection {
        let names = versions.map { "\($0.model)@\($0.version)" }.joined(separator: ", ")
        return Objection(
            .severalVersions, "One commit makes at most one version, and this one makes \(names).",
            remedy: "Give each version a commit of its own.")
    }
}

/// What a path on `main` belongs to.
enum CatalogPath: Hashable {
    /// A file at the root, or below a folder of the host's.
    case root(String)
    /// A saved view.
    case view(ViewName)
    /// A file of a model, by its path inside the model's folder.
    case model(ModelName, String)

    private static let rootFiles: Set<String> = [
        RootFile.policy, RootFile.signers, RootFile.revoked, RootFile.attributes,
        RootFile.lfsConfig, ".gitlab-ci.yml", "CODEOWNERS", "LICENSE", "README.md",
    ]
    /// Where a host looks for what rules it.
    static let rootFolders: Set<String> = [".gitlab", ".github", ".forgejo", ".gerrit"]

    /// `nil` for every path that a catalog has no place for.
    init?(_ bytes: [UInt8]) {
        guard let path = String(validating: bytes, as: UTF8.self) else { return nil }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if Self.rootFiles.contains(path) || Self.isKeyFile(path)
            || (parts.count > 1 && Self.isHostFile(parts, path))
        {
            self = .root(path)
            return
        }
        if let view = ViewName(ofPath: path) {
            self = .view(view)
            return
        }
        guard parts.count >= 4, parts[0] == "models",
            let model = ModelName(parsing: "\(parts[1])/\(parts[2])")
        else { return nil }
        let rest = parts.dropFirst(3).joined(separator: "/")
        guard Self.isModelFile(rest) else { return nil }
        self = .model(model, rest)
    }

    private static func isKeyFile(_ path: String) -> Bool {
        path == OpenPGPFile.revoked || OpenPGPFile.person(ofPath: path) != nil
    }

    private static func isHostFile(_ parts: [String], _ path: String) -> Bool {
        rootFolders.contains(parts[0]) && ArtifactPath(parsing: path) != nil
    }

    private static func isModelFile(_ path: String) -> Bool {
        if ["model.yaml", "README.md", "version.yaml"].contains(path) { return true }
        if path.hasPrefix("artifacts/") {
            return ArtifactPath(parsing: path.dropFirst("artifacts/".count)) != nil
        }
        guard path.hasPrefix("annotations/"), path.hasSuffix(".yaml") else { return false }
        return VersionNumber(parsing: path.dropFirst("annotations/".count).dropLast(5)) != nil
    }
}
