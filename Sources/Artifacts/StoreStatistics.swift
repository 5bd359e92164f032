/// How much a store holds.
package struct StoreStatistics: Equatable, Sendable {
    /// The number of artifacts with at least one byte.
    package let artifacts: Int
    /// Their length in bytes.
    package let bytes: Int64
}

extension ArtifactStore {
    /// Counts the objects without reading any.
    package func statistics() async throws(StoreError) -> StoreStatistics {
        let sizes = try await list().map(\.size)
        return StoreStatistics(artifacts: sizes.count, bytes: sizes.reduce(0, +))
    }
}
