import Git
import Manifests
import RegistryCore

/// What one commit may change in one model's folder.
struct ModelRules {
    let commit: CommitRules
    let model: ModelName
    /// The changed paths, all inside the model's folder.
    let changes: [PathChange]

    private var catalog: Catalog { commit.catalog }
    private var judge: PushJudge { commit.judge }
    private var after: ObjectID { commit.commit.tree }

    func findings() throws(RegistryError) -> CommitRules.Findings {
        try judge.require(.contributor, to: "change \(model)", in: model.namespace)
        try requireKept()
        try requireSmall()
        guard let manifest = try catalog.model(model, in: after) else { throw withoutManifest() }
        let old = try catalog.model(model, in: commit.before)
        let number = try catalog.versionNumber(of: model, in: after)
        var findings = CommitRules.Findings()
        findings.objections += judgeManifest(manifest, latest: number)
        try requireMaintainer(from: old, to: manifest)
        for annotation in changed(in: "annotations/") {
            try judgeAnnotations(annotation, latest: number)
        }
        if isChanged("README.md") { try judgeCard() }
        guard !changed(in: "artifacts/").isEmpty || isChanged("version.yaml") else {
            return findings
        }
        try judgeVersion(number, &findings)
        return findings
    }

    /// Whether the commit changed the file at `path` inside the model's folder.
    private func isChanged(_ path: String) -> Bool {
        changes.contains { $0.path.elementsEqual("\(model.folder)/\(path)".utf8) }
    }

    private func changed(in folder: String) -> [PathChange] {
        let prefix = Array("\(model.folder)/\(folder)".utf8)
        return changes.filter { $0.path.starts(with: prefix) }
    }

    private func requireKept() throws(RegistryError) {
        for name in ["model.yaml", "version.yaml"] {
            let path = "\(model.folder)/\(name)"
            guard changes.contains(where: { $0.path.elementsEqual(path.utf8) && $0.new == nil })
            else { continue }
            throw RegistryError(
                .modelRemoved, "\(path) is removed, and a model keeps it for ever.",
                remedy: "Archive the version instead: cairn annotate \(model) --state archived")
        }
    }

    /// Plain files stay within the policy's limit; artifacts are pointers and judged as such.
    private func requireSmall() throws(RegistryError) {
        let limit = judge.policy.effectiveLimits.manifestBytes
        let prefix = Array("\(model.folder)/artifacts/".utf8)
        for change in changes where !change.path.starts(with: prefix) {
            try commit.requireSmall(change, limit: limit)
        }
    }

    private func withoutManifest() -> RegistryError {
        RegistryError(
            .manifestInvalid, "\(model.folder) has no model.yaml.",
            remedy: "Write one, or run `cairn new \(model)`.")
    }

    private func judgeManifest(
        _ manifest: ModelManifest, latest: VersionNumber?
    ) -> [Objection] {
        var objections: [Objection] = []
        if manifest.name != model {
            objections.append(
                Objection(
                    .manifestInvalid,
                    "\(model.folder)/model.yaml names \(manifest.name): a model is never renamed.",
                    remedy: "Write `name: \(model)`."))
        }
        for (alias, number) in (manifest.aliases ?? [:]).sorted(by: { $0.key < $1.key }) {
            if let why = aliasProblem(alias, number, latest: latest) {
                objections.append(
                    Objection(
                        .aliasRefused, "The alias '\(alias)' of \(model) \(why).",
                        remedy: "Choose another name, or an existing version."))
            }
        }
        return objections
    }

    private func aliasProblem(
        _ alias: AliasName, _ number: VersionNumber, latest: VersionNumber?
    ) -> String? {
        if judge.policy.stages.contains(where: { $0.name.description == alias.description }) {
            return "is the name of a stage"
        }
        guard let latest, number <= latest else {
            return "points to \(number), which does not exist"
        }
        return nil
    }

    private func requireMaintainer(
        from old: ModelManifest?, to new: ModelManifest
    ) throws(RegistryError) {
        guard let old, (new.risk ?? .low) < (old.risk ?? .low) else { return }
        try judge.require(.maintainer, to: "lower the risk of \(model)", in: model.namespace)
    }

    private func judgeAnnotations(
        _ change: PathChange, latest: VersionNumber?
    ) throws(RegistryError) {
        let path = String(decoding: change.path, as: UTF8.self)
        let old = try catalog.manifest(Annotations.self, at: path, in: commit.before)
        let new = try catalog.manifest(Annotations.self, at: path, in: after)
        let name = path.split(separator: "/").last.map { $0.dropLast(".yaml".count) } ?? ""
        guard let number = VersionNumber(parsing: name), let latest, number <= latest else {
            throw RegistryError(
                .versionMissing, "\(path) is about a version that does not exist.",
                remedy: "Annotate one that does; `cairn log \(model)` lists them.")
        }
        let states = [old?.state ?? .active, new?.state ?? .active]
        if states[0] != states[1], states.contains(.yanked) {
            try judge.require(
                .maintainer, to: "yank or unyank \(model)@\(number)", in: model.namespace)
        }
    }

    private func judgeCard() throws(RegistryError) {
        let path = "\(model.folder)/README.md"
        guard let bytes = try catalog.file(path, in: after) else { return }
        do { _ = try ModelCard(parsing: bytes, path: path) } catch {
            throw RegistryError([invalidManifest(error)])
        }
    }

    private func judgeVersion(
        _ number: VersionNumber?, _ findings: inout CommitRules.Findings
    ) throws(RegistryError) {
        let before = try catalog.versionNumber(of: model, in: commit.before)
        guard let number else {
            throw RegistryError(
                .manifestInvalid, "\(model.folder) has artifacts and no version.yaml.",
                remedy: "Write one, or use `cairn register \(model)`.")
        }
        let next = before?.next ?? .first
        guard number == next else { throw wrongNumber(number, next: next, before: before) }
        let rules = ArtifactRules(commit: commit, model: model, changes: changed(in: "artifacts/"))
        findings.objections += try rules.objections()
        findings.pointers = rules.pointers
        findings.versions.append(
            AuditEntry.Introduced(model: model, version: number, commit: commit.commit.id))
    }

    private func wrongNumber(
        _ number: VersionNumber, next: VersionNumber, before: VersionNumber?
    ) -> RegistryError {
        guard number == before else {
            let newest = before.map { "\($0) is the newest" } ?? "it has none"
            return RegistryError(
                .versionNumberWrong,
                "\(model.folder)/version.yaml says version \(number.value), and the next version "
                    + "of \(model) is \(next.value): \(newest).",
                remedy: "Write `version: \(next.value)`.")
        }
        return RegistryError(
            .versionChanged,
            "\(commit.commit.id.short) changes the record or the artifacts of \(model)@\(number), "
                + "and a version never changes.",
            remedy: "Write `version: \(next.value)` to make a new one.")
    }
}
