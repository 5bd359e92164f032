package import FoundationEssentials

extension FileStore {
    /// Removes what writes and sweeps left behind whose process has died.
    ///
    /// - Parameter now: An upload in parts can be gone on with for a week after its last part.
    /// - Returns: The paths of what went, or would go but for `dryRun`.
    package func removeAbandoned(now: Date, dryRun: Bool) async throws(StoreError) -> [String] {
        try await blocking { () async throws(StoreError) in
            try clearAway(before: now.addingTimeInterval(-7 * 86_400), dryRun: dryRun)
        }
    }

    /// What a sweep has moved aside goes even while that sweep is still at work: it is condemned.
    ///
    /// - Parameter deadline: Uploads in parts that were written to after this stay.
    func clearAway(before deadline: Date, dryRun: Bool) throws(StoreError) -> [String] {
        var removed: [String] = []
        for (folder, name) in try unfinished() {
            if folder.path.hasSuffix(ShardedFolder.trash) {
                if !dryRun { try folder.remove(name) }
            } else {
                guard try folder.removeAbandoned(name, before: deadline, dryRun: dryRun) else {
                    continue
                }
            }
            removed.append(folder.path(of: name))
        }
        return removed
    }

    /// Whatever lies where only unfinished work does.
    func unfinished() throws(StoreError) -> [(folder: Folder, name: String)] {
        let places = [
            "\(objects.path)/\(ShardedFolder.incoming)",
            "\(objects.path)/\(ShardedFolder.trash)",
        ]
        var found: [(folder: Folder, name: String)] = []
        for place in places {
            guard let folder = try Folder(ifPresent: place) else { continue }
            for name in try folder.names() { found.append((folder, name)) }
        }
        return found
    }
}
