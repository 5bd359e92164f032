package import RegistryCore

/// What the index has of a version's annotations, which may change.
package struct IndexedRemarks: Equatable, Sendable {
    package let state: Annotations.State
    package let tags: [String: String]
    /// Of evaluations made later; they count where the record has none.
    package let metrics: [String: Double]

    /// What is said of a version that nobody has annotated.
    package static let none = IndexedRemarks(nil)

    /// - Parameter annotations: `nil` where the file is not there.
    package init(_ annotations: Annotations?) {
        state = annotations?.state ?? .active
        tags = annotations?.tags ?? [:]
        metrics = wholeMetrics(annotations?.evaluations ?? [])
    }
}
