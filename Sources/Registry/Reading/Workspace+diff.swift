import Git
package import RegistryCore

extension Workspace {
    /// Compares two versions, of one model or of two, with the bytes that are at hand, here or in
    /// the registry's store.
    package func difference(
        from old: RegistryCore.Reference, to new: RegistryCore.Reference
    ) async throws(RegistryError) -> VersionDifference {
        let snapshot = try catalog.snapshot()
        let comparison = VersionComparison(
            catalog: catalog, stores: (try? stores) ?? [],
            mostTensorBytes: registryFolder == nil ? 16 << 20 : 1 << 30)
        return try await comparison.difference(
            from: try catalog.resolve(old, at: snapshot),
            to: try catalog.resolve(new, at: snapshot))
    }
}
