package import RegistryCore

extension IndexFile {
    /// Follows what a subject was made from, or what was made from it, to the end.
    ///
    /// - Parameter room: The most nodes that the tree may have.
    /// - Throws: `IndexError`: `interrupted` if it took longer than `time`.
    package func lineage(
        _ direction: LineageDirection, from subject: LineageSubject, atMost room: Int,
        within time: Duration
    ) async throws -> LineageTree {
        try await read(atMost: time) { database in
            try LineageReader.tree(direction, from: subject, atMost: room, in: database)
        }
    }
}
