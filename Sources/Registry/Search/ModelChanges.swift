import Git
import Manifests
import RegistryCore
import SearchIndex

/// What one commit of `main` brought, as far as the index has it.
struct CommitChanges: Sendable {
    /// When it was made, in seconds since 1970.
    let date: Int64
    let models: [IndexedChange]
    /// Records that can't be read: only a host without Cairn's hooks lets one in.
    let unreadable: Int
}

/// Reads what commits of `main` changed, from the root of the tree down, and only where they did.
struct ChangeReader {
    let catalog: Catalog
    private var changes: [IndexedChange] = []
    private var unreadable = 0

    init(catalog: Catalog) {
        self.catalog = catalog
    }

    /// - Parameter place: How many commits `main` has before it.
    static func changes(
        of commit: ObjectID, at place: Int64, in catalog: Catalog
    ) throws(RegistryError) -> CommitChanges {
        let commit = try catalog.commit(commit)
        let parent = try commit.parents.first.map { id throws(RegistryError) in
            try catalog.commit(id)
        }
        var reader = ChangeReader(catalog: catalog)
        try reader.compare(parent, with: commit, at: place)
        return CommitChanges(
            date: commit.committer.seconds, models: reader.changes, unreadable: reader.unreadable)
    }

    private mutating func compare(
        _ parent: Commit?, with commit: Commit, at place: Int64
    ) throws(RegistryError) {
        let root = try folders(from: parent?.tree, to: commit.tree).first { $0.name == "models" }
        for namespace in try folders(from: root?.old, to: root?.new) {
            for folder in try folders(from: namespace.old, to: namespace.new) {
                guard let model = ModelName(parsing: "\(namespace.name)/\(folder.name)"),
                    folder.new != nil
                else { continue }
                try read(folder, of: model, commit, place)
            }
        }
    }

    private mutating func read(
        _ folder: Difference, of model: ModelName, _ commit: Commit, _ place: Int64
    ) throws(RegistryError) {
        var change = IndexedChange(of: model)
        for file in try differences(from: folder.old, to: folder.new) {
            switch file.name {
            case "version.yaml":
                change.version = try version(file, of: model, commit, place)
            case "model.yaml", "README.md":
                change.isDescribed = true
            case "annotations":
                change.annotated = try differences(from: file.old, to: file.new)
                    .compactMap { annotatedVersion($0.name) }
            default: break
            }
        }
        changes.append(change)
    }

    private mutating func version(
        _ file: Difference, of model: ModelName, _ commit: Commit, _ place: Int64
    ) throws(RegistryError) -> IndexedVersion? {
        guard let blob = file.new else { return nil }
        let bytes = try translate(model.folder) { () throws(GitError) in
            try catalog.repository.blob(blob, limit: largestFile)
        }
        guard let manifest = try? readManifest(VersionManifest.self, from: bytes, path: "") else {
            unreadable += 1
            return nil
        }
        return IndexedVersion(
            place: place, model: model, commit: commit.id, date: commit.committer.seconds,
            manifest: manifest)
    }
}

/// The number in `v3.yaml`; `nil` for any other name.
func annotatedVersion(_ name: String) -> VersionNumber? {
    name.hasSuffix(".yaml") ? VersionNumber(parsing: name.dropLast(".yaml".count)) : nil
}

extension ChangeReader {
    /// An entry in which two trees differ: the object on each side, if there is one of its kind.
    private struct Difference {
        let name: String
        let old: ObjectID?
        let new: ObjectID?
    }

    private func folders(
        from old: ObjectID?, to new: ObjectID?
    ) throws(RegistryError) -> [Difference] {
        try entries(from: old, to: new) { $0.mode.isTree }
    }

    private func differences(
        from old: ObjectID?, to new: ObjectID?
    ) throws(RegistryError) -> [Difference] {
        try entries(from: old, to: new) { _ in true }
    }

    private func entries(
        from old: ObjectID?, to new: ObjectID?, where isWanted: (TreeEntry) -> Bool
    ) throws(RegistryError) -> [Difference] {
        let pairs = try translate("models") { () throws(GitError) in
            try catalog.repository.differences(from: old, to: new)
        }
        return pairs.compactMap { pair in
            let old = pair.old.flatMap { isWanted($0) ? $0 : nil }
            let new = pair.new.flatMap { isWanted($0) ? $0 : nil }
            guard let name = (new ?? old)?.text else { return nil }
            return Difference(name: name, old: old?.id, new: new?.id)
        }
    }
}
