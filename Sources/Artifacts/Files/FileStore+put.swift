package import RegistryCore

extension FileStore {
    @discardableResult
    package func put(
        _ source: ArtifactSource, expecting: Pointer?, progress: Progress
    ) async throws(StoreError) -> Pointer {
        try await blocking { () async throws(StoreError) in
            let reader = try SourceReader(source)
            if let expecting, try claim(expecting.digest) {
                return try await pour(reader, expecting: expecting, progress: progress)
            }
            return try await keep(reader, expecting: expecting, progress: progress)
        }
    }

    /// Writes all of a source to a file of its own and gives that its name.
    @discardableResult
    func keep(
        _ reader: SourceReader, expecting: Pointer?, progress: Progress
    ) async throws(StoreError) -> Pointer {
        var staged = try objects.stage()
        let found = try await staged.fill(from: reader, expecting: expecting, progress: progress)
        try staged.file.setPermissions(0o444)
        try staged.file.sync()
        let shard = try objects.makeShard(of: found.digest)
        let stamp = try staged.file.stamp()
        try shard.locked { () throws(StoreError) in
            guard try !claim(found.digest, in: shard) else { return }
            try staged.keep(as: "\(found.digest)", in: shard)
            try shard.sync()
            try records.note(stamp, of: found.digest)
        }
        return found
    }

    /// Whether the store holds the object and has verified it. Then it counts as new from now on,
    /// so a sweep that has already decided what to keep spares it.
    func claim(_ digest: Digest) throws(StoreError) -> Bool {
        guard digest != .ofNothing else { return true }
        guard let shard = try objects.shard(of: digest) else { return false }
        return try shard.locked { () throws(StoreError) in try claim(digest, in: shard) }
    }

    private func claim(_ digest: Digest, in shard: Folder) throws(StoreError) -> Bool {
        guard digest != .ofNothing else { return true }
        guard let stamp = try stamp(of: digest, in: shard),
            try records.stamp(of: digest) == stamp
        else { return false }
        try records.note(stamp, of: digest)
        return true
    }
}
