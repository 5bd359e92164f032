import FoundationEssentials
package import RegistryCore

/// What the index has of one version's record, which never changes.
package struct IndexedVersion: Equatable, Sendable {
    /// Where its commit stands on `main`.
    package let place: Int64
    package let model: ModelName
    package let commit: ObjectID
    /// When its commit was made, in seconds since 1970.
    package let date: Int64
    package let manifest: VersionManifest
    package let metrics: [String: Double]
    package let datasets: [IndexedDataset]
    package let bases: [IndexedBase]

    package init(
        place: Int64, model: ModelName, commit: ObjectID, date: Int64, manifest: VersionManifest
    ) {
        self.place = place
        self.model = model
        self.commit = commit
        self.date = date
        self.manifest = manifest
        metrics = wholeMetrics(manifest.evaluations ?? [])
        datasets = IndexedDataset.all(of: manifest)
        bases = (manifest.base ?? []).map(IndexedBase.init)
    }

    /// The version's number.
    package var number: VersionNumber { manifest.version }

    /// When it says it was made, or else when its commit was, in seconds since 1970.
    package var created: Int64 {
        manifest.created.map { Int64($0.timeIntervalSince1970) } ?? date
    }
}

/// One value of each metric: of the first measurement that is not of a slice.
func wholeMetrics(_ evaluations: [Evaluation]) -> [String: Double] {
    var metrics: [String: Double] = [:]
    for evaluation in evaluations where evaluation.slice?.isEmpty ?? true {
        metrics.merge(evaluation.metrics) { first, _ in first }
    }
    return metrics
}
