package import FoundationEssentials
package import RegistryCore
import SystemPackage

extension FileStore {
    /// Objects are renamed aside one by one, each under the lock of its shard, and deleted only at
    /// the end. A run that is killed in between has lost nothing that was wanted, and the next one
    /// finishes it.
    package func collect(
        keeping isWanted: @escaping @Sendable (Digest) -> Bool, grace: Duration, now: Date,
        dryRun: Bool
    ) async throws(StoreError) -> Sweep {
        try await blocking { () async throws(StoreError) in
            let deadline = now.addingTimeInterval(-grace.seconds)
            var sweep = Sweep()
            sweep.leftovers = try clearAway(before: deadline, dryRun: dryRun)
            try objects.walk { (entry) throws(StoreError) in
                guard case .object(let digest, let shard, let status) = entry else { return }
                if isWanted(digest) {
                    sweep.kept += 1
                } else if try condemn(digest, in: shard, before: deadline, dryRun: dryRun) {
                    sweep.removed.append(StoredArtifact(digest, status))
                } else {
                    sweep.young += 1
                }
            }
            guard !dryRun else { return sweep }
            try emptyTrash()
            return sweep
        }
    }

    /// Moves an object aside if nobody has touched it since `deadline`.
    private func condemn(
        _ digest: Digest, in shard: Folder, before deadline: Date, dryRun: Bool
    ) throws(StoreError) -> Bool {
        try shard.locked { () throws(StoreError) in
            let name = "\(digest)"
            guard let status = try shard.status(of: name) else { return false }
            // A link made by Git LFS keeps the old time of writing, but changes the inode's own.
            let written = max(Date(status.st_mtim), Date(status.st_ctim))
            let touched = max(written, try records.noted(digest) ?? written)
            guard touched < deadline else { return false }
            guard !dryRun else { return true }
            let trash = try Folder(at: objects.path).makeFolder(ShardedFolder.trash)
            try shard.rename(name, to: trash, as: "gone-\(name)")
            try records.forget(digest)
            return true
        }
    }

    private func emptyTrash() throws(StoreError) {
        guard let trash = try Folder(ifPresent: "\(objects.path)/\(ShardedFolder.trash)") else {
            return
        }
        for name in try trash.names() {
            try trash.remove(name)
        }
    }
}

extension Duration {
    /// In seconds.
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
