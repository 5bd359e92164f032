import Cryptography
package import RegistryCore

extension FileStore {
    /// An upload of an artifact in parts, as far as it came before.
    ///
    /// - Parameter owner: Whose upload it is: nobody else's parts are taken for theirs.
    /// - Throws: `busy` while somebody else has the same one open.
    package func upload(
        _ pointer: Pointer, by owner: String
    ) async throws(StoreError) -> PartialFile {
        try await blocking { () async throws(StoreError) in
            let name = Digest(hashing: Array("\(pointer.digest) \(pointer.size) \(owner)".utf8))
            let incoming = try Folder(making: objects.path).makeFolder(ShardedFolder.incoming)
            return try PartialFile(
                pointer, name: "\(PartialFile.prefix)\(name)", in: incoming, permissions: 0o600)
        }
    }

    package func keep(_ upload: PartialFile) async throws(StoreError) {
        try await blocking { () async throws(StoreError) in
            try await upload.complete()
            try upload.file.setPermissions(0o444)
            let isKept = try admit(upload.file, as: upload.pointer.digest) {
                (name, shard) throws(StoreError) in try upload.keep(as: name, in: shard)
            }
            if !isKept { try upload.discard() }
        }
    }
}

extension PartialFile {
    /// An artifact's copy on its way to `path`, as far as it came before.
    ///
    /// - Throws: `busy` while somebody else fetches it to the same place.
    package static func open(
        _ pointer: Pointer, toward path: String
    ) async throws(StoreError) -> PartialFile {
        try await blocking { () async throws(StoreError) in
            let place = try Place(path)
            let name = Digest(hashing: Array("\(pointer.digest) \(place.name)".utf8))
            return try PartialFile(
                pointer, name: "\(StagedFile.prefix)\(prefix)\("\(name)".prefix(32))",
                in: place.folder, permissions: 0o666)
        }
    }

    /// Makes `path` the verified copy, in one step.
    ///
    /// - Throws: `interrupted` while parts are lacking, and `corrupt` if the bytes are others.
    package func deliver(to path: String) async throws(StoreError) {
        try await blocking { () async throws(StoreError) in
            let place = try Place(path)
            try await self.complete()
            try self.keep(as: place.name, in: place.folder)
            try place.folder.sync()
        }
    }
}
