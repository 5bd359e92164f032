import Artifacts
package import FoundationEssentials
package import RegistryCore

extension ServedCatalog {
    /// Reads what `caller` may see.
    ///
    /// - Parameter caller: Whoever it is must have been allowed to by `Policy.access`.
    package nonisolated func view<Answer: Sendable>(
        for caller: Caller, now: Date,
        _ body: @escaping @Sendable (CatalogView) async throws -> Answer
    ) async throws -> Answer {
        // Whether the bytes are with its primary is nothing that a replica can ask all the time.
        let store: (any ArtifactStore)? = following == nil ? try await self.store() : nil
        return try await readingRoom.read { catalog in
            try await body(CatalogView(of: catalog, for: caller, now: now.wholeSeconds, store))
        }
    }
}
