import FoundationEssentials
import RegistryCore
import SystemPackage

/// What says which very files Cairn has hashed itself: one small file per digest, `ab/<digest>`,
/// with the stamp of the object at that time.
///
/// An extended attribute of the object would be simpler and is no good: Git LFS links a client's
/// own file into the store, with whatever attributes the client gave it. Losing a record costs one
/// hashing, so they are not synced to disk.
struct VerifiedRecords: Sendable {
    let path: String

    /// Longer than any record: three numbers of at most 20 digits.
    private static let limit = 64

    /// The stamp of the file that was verified; `nil` without a record that can be read.
    func stamp(of digest: Digest) throws(StoreError) -> FileStamp? {
        guard let record = try file(of: digest) else { return nil }
        var chunk = Chunk(Array(repeating: 0, count: Self.limit))
        try record.read(into: &chunk, at: 0)
        // Behind the line may be the end of a longer one.
        let line = chunk.filled.prefix { $0 != UInt8(ascii: "\n") }
        return FileStamp(parsing: String(decoding: line, as: UTF8.self))
    }

    /// Records that the file with this stamp was verified, or is wanted again, now.
    ///
    /// Written in its place, by whoever holds the lock of the object's shard: half a record is
    /// none, and making another file each time would cost more than all else that is done for a
    /// small object.
    func note(_ stamp: FileStamp, of digest: Digest) throws(StoreError) {
        let shard = try Folder(making: path).makeFolder(name(of: digest), durably: false)
        try shard.fileToUpdate("\(digest)", permissions: 0o600).write(
            "\(stamp.text)\n".utf8, at: 0)
    }

    /// When `note` was last called; `nil` without a record.
    func noted(_ digest: Digest) throws(StoreError) -> Date? {
        try shard(of: digest)?.status(of: "\(digest)").map { Date($0.st_mtim) }
    }

    /// Makes nothing trust the object any more.
    func forget(_ digest: Digest) throws(StoreError) {
        try shard(of: digest)?.remove("\(digest)")
    }

    private func file(of digest: Digest) throws(StoreError) -> OpenFile? {
        do {
            return try shard(of: digest)?.file("\(digest)")
        } catch .noSuchFile {
            return nil
        }
    }

    private func shard(of digest: Digest) throws(StoreError) -> Folder? {
        do {
            return try Folder(at: path).folder(name(of: digest))
        } catch .noSuchFile {
            return nil
        }
    }

    private func name(of digest: Digest) -> String {
        String("\(digest)".prefix(2))
    }
}
