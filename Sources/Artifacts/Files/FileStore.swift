package import RegistryCore
import SystemPackage

/// A store in a folder, laid out as Git LFS does it (`<root>/ab/cd/<sha256>`), so that stock
/// `git lfs` reads and writes the same objects.
///
/// Several processes may use one store at a time. Who changes what an object's name stands for
/// holds the lock of its shard, so a sweep never takes an object that somebody has just asked for.
package struct FileStore: OwnedStore {
    let objects: ShardedFolder
    let records: VerifiedRecords

    /// Describes a store; makes nothing before the first artifact is kept.
    ///
    /// - Parameters:
    ///   - root: Git LFS's folder of objects, `<git folder>/lfs/objects`.
    ///   - records: The folder that says which objects Cairn has verified itself. Only this
    ///     account should be able to write it.
    package init(root: String, records: String) {
        objects = ShardedFolder(path: root)
        self.records = VerifiedRecords(path: records)
    }

    package func size(of digest: Digest) async throws(StoreError) -> Int64? {
        guard digest != .ofNothing else { return 0 }
        guard let shard = try objects.shard(of: digest) else { return nil }
        return try stamp(of: digest, in: shard)?.size
    }

    package func list() async throws(StoreError) -> [StoredArtifact] {
        try await blocking { () async throws(StoreError) in
            var found: [StoredArtifact] = []
            try objects.walk { entry in
                if case .object(let digest, _, let status) = entry {
                    found.append(StoredArtifact(digest, status))
                }
            }
            return found
        }
    }

    package func remove(_ digest: Digest) async throws(StoreError) {
        try await blocking { () async throws(StoreError) in
            guard let shard = try objects.shard(of: digest) else { return }
            try shard.locked { () throws(StoreError) in
                try shard.remove("\(digest)")
                try records.forget(digest)
                try shard.sync()
            }
        }
    }

    /// Nothing is noted of damaged objects: they are only not among those that were verified.
    package func isDamaged(_ digest: Digest) async throws(StoreError) -> Bool { false }

    /// A folder is never out of reach, and there need be none before the first artifact.
    package func probe() async throws(StoreError) {}

    /// Opens an object.
    func open(_ digest: Digest) throws(StoreError) -> OpenFile {
        guard let object = try objects.file(of: digest) else { throw .missing(digest) }
        return object
    }

    /// The stamp of an object; `nil` if there is none, and `wrongFileType` for anything but a file.
    func stamp(of digest: Digest, in shard: Folder) throws(StoreError) -> FileStamp? {
        let name = "\(digest)"
        guard let status = try shard.status(of: name) else { return nil }
        guard status.type == .regular else { throw .wrongFileType(shard.path(of: name)) }
        return FileStamp(status)
    }
}

extension StoredArtifact {
    init(_ digest: Digest, _ status: Stat) {
        self.init(digest: digest, size: status.size, modified: .init(status.st_mtim))
    }
}
