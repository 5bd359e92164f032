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

    /// Several versions beside each other, by what is recorded of them.
    ///
    /// - Parameter references: Two or more.
    package func sideBySide(
        _ references: [RegistryCore.Reference]
    ) throws(RegistryError) -> SideBySide {
        var records: [VersionRecord] = []
        for reference in references {
            try require(reference.model)
            records.append(try catalog.resolve(reference, at: snapshot))
        }
        let comparison = VersionComparison(catalog: catalog, stores: [], mostTensorBytes: 0)
        var differences: [VersionDifference] = []
        for record in records.dropFirst() {
            differences.append(
                try comparison.recordedDifference(from: records[0], to: record))
        }
        return SideBySide(differences)
    }

    /// How much of each side's tensors is read for a page: some hundredths of a second.
    private static let mostTensorBytes: Int64 = 16 << 20
}
