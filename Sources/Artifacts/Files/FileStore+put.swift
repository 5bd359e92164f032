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
        _ = try admit(staged.file, as: found.digest) { (name, shard) throws(StoreError) in
            try staged.keep(as: name, in: shard)
        }
        return found
    }

    /// Makes a verified, durable file the object, unless the store holds one by now.
    ///
    /// - Parameter keep: Gives the file that name in that folder.
    func admit(
        _ file: OpenFile, as digest: Digest,
        keep: (_ name: String, _ shard: Folder) throws(StoreError) -> Void
    ) throws(StoreError) -> Bool {
        let shard = try objects.makeShard(of: digest)
        let stamp = try file.stamp()
        return try shard.locked { () throws(StoreError) in
            guard try !claim(digest, in: shard) else { return false }
            try keep("\(digest)", shard)
            try shard.sync()
            try records.note(stamp, of: digest)
            return true
        }
    }

    /// Keeps short artifacts, which wait for the disk together.
    package func put(
        together items: [(source: ArtifactSource, expecting: Pointer?)], progress: Progress
    ) async throws(StoreError) -> [Pointer] {
        try await blocking { () async throws(StoreError) in
            let incoming = try objects.incoming()
            var found: [Pointer] = []
            guard try incoming.syncsAsAWhole() else {
                for item in items {
                    found.append(
                        try await put(item.source, expecting: item.expecting, progress: progress))
                }
                return found
            }
            var waiting: [(file: WaitingFile, digest: Digest)] = []
            for item in items {
                let reader = try SourceReader(item.source)
                if let expecting = item.expecting, try claim(expecting.digest) {
                    found.append(
                        try await pour(reader, expecting: expecting, progress: progress))
                    continue
                }
                let file = try StagedFile(in: incoming, permissions: 0o600)
                let pointer = try await file.fill(
                    from: reader, expecting: item.expecting, progress: progress)
                try file.file.setPermissions(0o444)
                waiting.append((WaitingFile(file), pointer.digest))
                found.append(pointer)
            }
            try admit(waiting, from: incoming)
            return found
        }
    }

    /// Makes verified files the objects. Only what is durable is noted as verified, so nobody else
    /// takes an object for kept before that.
    private func admit(
        _ waiting: [(file: WaitingFile, digest: Digest)], from incoming: Folder
    ) throws(StoreError) {
        try incoming.syncFileSystem()
        var shards: [Folder] = []
        for (file, digest) in waiting {
            let shard = try objects.makeShard(of: digest, durably: false)
            shards.append(shard)
            try shard.locked { () throws(StoreError) in
                guard try !claim(digest, in: shard) else { return }
                try file.keep(as: "\(digest)", in: shard)
            }
        }
        try incoming.syncFileSystem()
        for (shard, (file, digest)) in zip(shards, waiting) {
            let stamp = try file.stamp()
            try shard.locked { () throws(StoreError) in
                guard try self.stamp(of: digest, in: shard) == stamp else { return }
                try records.note(stamp, of: digest)
            }
        }
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
