import RegistryCore

/// A folder with one file per digest, two levels down: `ab/cd/<digest>`, as Git LFS lays it out.
///
/// What is being written lies in `incoming`, and so on the same file system. Git LFS takes only
/// names that start with 64 letters and digits for objects, wherever they lie, and leaves
/// everything else alone (`fs.EachObject` in its sources).
struct ShardedFolder: Sendable {
    /// The names of our own in a sharded folder; all others there are shards.
    static let incoming = "incoming"
    static let trash = "trash"

    let path: String

    /// The folder where the file of `digest` belongs; `nil` if there is none yet.
    func shard(of digest: Digest) throws(StoreError) -> Folder? {
        let name = "\(digest)"
        do {
            return try Folder(at: path).folder(upper(name)).folder(lower(name))
        } catch .noSuchFile {
            return nil
        }
    }

    /// The folder where the file of `digest` belongs, made if it is not there: durably, unless the
    /// caller sees to that.
    func makeShard(of digest: Digest, durably: Bool = true) throws(StoreError) -> Folder {
        let name = "\(digest)"
        return try Folder(making: path).makeFolder(upper(name), durably: durably)
            .makeFolder(lower(name), durably: durably)
    }

    /// Opens the file of `digest`; `nil` if there is none.
    func file(of digest: Digest) throws(StoreError) -> OpenFile? {
        do {
            return try shard(of: digest)?.file("\(digest)")
        } catch .noSuchFile {
            return nil
        }
    }

    /// An empty file that no reader looks at.
    func stage() throws(StoreError) -> StagedFile {
        try StagedFile(in: incoming(), permissions: 0o600)
    }

    /// Where files are written before they have their names.
    func incoming() throws(StoreError) -> Folder {
        try Folder(making: path).makeFolder(Self.incoming)
    }

    private func upper(_ name: String) -> String {
        String(name.prefix(2))
    }

    private func lower(_ name: String) -> String {
        String(name.dropFirst(2).prefix(2))
    }
}
