import FoundationEssentials
import RegistryCore
import SystemPackage

/// What says which very files Cairn has hashed itself: one small file per digest with the stamp of
/// the object at that time.
///
/// An extended attribute of the object would be simpler and is no good: Git LFS links a client's
/// own file into the store, with whatever attributes the client gave it. Losing a record costs one
/// hashing, so they are not synced to disk.
struct VerifiedRecords: Sendable {
    let folder: ShardedFolder

    /// Longer than any record: three numbers of at most 20 digits.
    private static let limit = 64

    /// The stamp of the file that was verified; `nil` without a record that can be read.
    func stamp(of digest: Digest) throws(StoreError) -> FileStamp? {
        guard let record = try folder.file(of: digest) else { return nil }
        var chunk = Chunk(Array(repeating: 0, count: Self.limit))
        try record.read(into: &chunk, at: 0)
        return FileStamp(parsing: String(decoding: chunk.filled, as: UTF8.self))
    }

    /// Records that the file with this stamp was verified, or is wanted again, now.
    func note(_ stamp: FileStamp, of digest: Digest) throws(StoreError) {
        var staged = try folder.stage()
        try staged.file.write(Chunk(Array(stamp.text.utf8)))
        try staged.keep(as: "\(digest)", in: folder.makeShard(of: digest, durably: false))
    }

    /// When `note` was last called; `nil` without a record.
    func noted(_ digest: Digest) throws(StoreError) -> Date? {
        try folder.shard(of: digest)?.status(of: "\(digest)").map { Date($0.st_mtim) }
    }

    /// Makes nothing trust the object any more.
    func forget(_ digest: Digest) throws(StoreError) {
        try folder.shard(of: digest)?.remove("\(digest)")
    }
}
