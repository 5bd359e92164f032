package import RegistryCore

extension IndexFile {
    /// Follows what a subject was made from, or what was made from it, to the end.
    ///
    /// - Parameters:
    ///   - namespaces: The only ones whose models are told of; `nil`: all.
    ///   - room: The most nodes that the tree may have.
    /// - Throws: `IndexError`: `interrupted` if it took longer than `time`.
    package func lineage(
        _ direction: LineageDirection, from subject: LineageSubject,
        in namespaces: Set<Namespace>? = nil, atMost room: Int, within time: Duration
    ) async throws -> LineageTree {
        try await read(atMost: time) { database in
            try LineageReader.tree(
                direction, from: subject, among: VisibleModels(of: namespaces), atMost: room,
                in: database)
        }
    }
}
