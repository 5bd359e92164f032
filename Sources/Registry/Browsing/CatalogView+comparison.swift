package import RegistryCore

extension CatalogView {
    /// What two versions, of one model or of two, don't have in common.
    ///
    /// Texts among the artifacts are shown to whoever may have their bytes.
    package func difference(
        from old: RegistryCore.Reference, to new: RegistryCore.Reference
    ) async throws(RegistryError) -> VersionDifference {
        try require(old.model)
        try require(new.model)
        let mayRead =
            (try? requireDownload(of: old.model)) != nil
            && (try? requireDownload(of: new.model)) != nil
        let comparison = VersionComparison(
            catalog: catalog, stores: mayRead ? [store].compactMap(\.self) : [],
            mostTensorBytes: Self.mostTensorBytes)
        return try await comparison.difference(
            from: try catalog.resolve(old, at: snapshot),
            to: try catalog.resolve(new, at: snapshot))
    }

    /// How much of each side's tensors is read for a page: some hundredths of a second.
    private static let mostTensorBytes: Int64 = 16 << 20
}
