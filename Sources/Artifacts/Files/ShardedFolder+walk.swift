import RegistryCore
import SystemPackage

extension ShardedFolder {
    /// What a walk comes across.
    enum Entry {
        /// A file in its place: its digest, the folder it lies in, and its status.
        case object(Digest, Folder, Stat)
        /// The path of something that does not belong where it is.
        case stray(String)
    }

    /// Visits everything in the shards, objects in ascending order of digest. What is removed
    /// meanwhile is left out.
    func walk(_ visit: (Entry) throws(StoreError) -> Void) throws(StoreError) {
        guard let root = try Folder(ifPresent: path) else { return }
        for name in try root.names() where name != Self.incoming && name != Self.trash {
            try walk(root, name, digits: "", visit)
        }
    }

    /// - Parameter digits: Those of the digest that the folders above spell.
    private func walk(
        _ folder: Folder, _ name: String, digits: String,
        _ visit: (Entry) throws(StoreError) -> Void
    ) throws(StoreError) {
        guard let status = try folder.status(of: name) else { return }
        let isAboveObjects = digits.utf8.count < 4
        if isAboveObjects, status.type == .directory, isShard(name) {
            let shard = try folder.folder(name)
            for inner in try shard.names() {
                try walk(shard, inner, digits: digits + name, visit)
            }
        } else if !isAboveObjects, status.type == .regular, name.hasPrefix(digits),
            let digest = Digest(parsing: name)
        {
            try visit(.object(digest, folder, status))
        } else {
            try visit(.stray(folder.path(of: name)))
        }
    }

    private func isShard(_ name: String) -> Bool {
        name.utf8.count == 2
            && name.utf8.allSatisfy { digit in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(digit)
            }
    }
}

extension Folder {
    /// Opens the folder at `path`; `nil` if there is none.
    convenience init?(ifPresent path: String) throws(StoreError) {
        do {
            try self.init(at: path)
        } catch .noSuchFile {
            return nil
        }
    }
}
