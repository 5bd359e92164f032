import Git
import RegistryCore

/// What a new version may have under `artifacts/`.
struct ArtifactRules {
    let commit: CommitRules
    let model: ModelName
    /// The changed paths, all below `artifacts/`.
    let changes: [PathChange]
    /// The pointers among them.
    private(set) var pointers: Set<Pointer> = []
    private var notPointers: [String] = []

    init(commit: CommitRules, model: ModelName, changes: [PathChange]) {
        self.commit = commit
        self.model = model
        self.changes = changes
        for change in changes {
            guard let entry = change.new else { continue }
            if let pointer = try? commit.catalog.pointer(entry.id) {
                pointers.insert(pointer)
            } else {
                notPointers.append(String(decoding: change.path, as: UTF8.self).printable)
            }
        }
    }

    func objections() throws(RegistryError) -> [Objection] {
        guard notPointers.isEmpty else { return notPointers.map(pointerExpected) }
        return tooLarge() + (try wholeFolder())
    }

    private func pointerExpected(_ path: String) -> Objection {
        Objection(
            .pointerExpected,
            "\(path) is not a Git LFS pointer: every artifact is kept in the store.",
            remedy: "Add it with `cairn add`, or run `git lfs install` and add it again.")
    }

    private func tooLarge() -> [Objection] {
        let limit = commit.judge.policy.effectiveLimits.artifactBytes
        return pointers.filter { $0.size > limit }.map { pointer in
            Objection(
                .artifactTooLarge,
                "An artifact has \(ByteCount(pointer.size)), and the limit is \(ByteCount(limit)).",
                remedy: "Split it, or have an admin raise limits.artifact in registry.yaml.")
        }
    }

    /// Two paths that differ in case alone, or more files than allowed.
    private func wholeFolder() throws(RegistryError) -> [Objection] {
        guard let folder = try commit.catalog.entry(at: model.folder, in: commit.commit.tree) else {
            return []
        }
        let paths = try commit.catalog.artifacts(in: folder.id).keys
        let limit = commit.judge.policy.effectiveLimits.fileCount
        guard paths.count <= limit else {
            return [
                Objection(
                    .tooMuch,
                    "The version has \(paths.count) artifacts, and the limit is \(limit).",
                    remedy: "Pack small files into an archive.")
            ]
        }
        return clashes(among: paths)
    }
}

/// An objection to every two paths that are one file on macOS and Windows, folders included.
func clashes(among paths: some Sequence<ArtifactPath>) -> [Objection] {
    var spellings: [String: Set<String>] = [:]
    for path in paths {
        var text = Substring(path.description)
        while true {
            if let part = ArtifactPath(parsing: text) {
                spellings[part.folded, default: []].insert(String(text))
            }
            guard let slash = text.lastIndex(of: "/") else { break }
            text = text[..<slash]
        }
    }
    return spellings.values.filter { $0.count > 1 }.map { spellings in
        Objection(
            .pathRefused,
            "'\(spellings.sorted().joined(separator: "' and '"))' are one file where upper and "
                + "lower case are the same.",
            remedy: "Rename one of them.")
    }
}
