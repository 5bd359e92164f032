import Manifests
package import RegistryCore

/// What is to be said about a version after it was registered.
package struct AnnotationChange: Sendable {
    /// Tags to set; an empty text takes one away.
    package var tags: [String: String] = [:]
    package var state: Annotations.State?
    package var comment: String?
    /// Later measurements: they may restrict a version, and never help it.
    package var metrics: [MeasuredMetric] = []

    package init() {}

    /// Whether nothing is to be said at all.
    var isEmpty: Bool { tags.isEmpty && state == nil && comment == nil && metrics.isEmpty }

    /// Lays what is to be said over what was said before.
    func apply(to annotations: inout Annotations, of record: VersionManifest, by remark: Remark) {
        if !tags.isEmpty {
            let tags = (annotations.tags ?? [:]).merging(tags) { $1 }.filter { !$0.value.isEmpty }
            annotations.tags = tags.isEmpty ? nil : tags
        }
        if let state { annotations.state = state }
        if let comment {
            annotations.comments =
                (annotations.comments ?? []) + [
                    Annotations.Comment(author: remark.author, date: remark.date, text: comment)
                ]
        }
        guard !metrics.isEmpty else { return }
        var evaluations = annotations.evaluations ?? []
        for metric in metrics { evaluations.add(metric, usual: record.usualDataset) }
        annotations.evaluations = evaluations
    }
}

/// A version with everything that is said about it now.
package struct Annotated: Encodable, Sendable {
    package let reference: String
    package let annotations: Annotations
    package let commit: ObjectID
}

extension Workspace {
    /// Says something about a version, beside its record, which never changes.
    package func annotate(
        _ reference: Reference, with change: AnnotationChange
    ) async throws(RegistryError) -> Annotated {
        guard !change.isEmpty else {
            throw RegistryError(
                .usage, "There is nothing to say about \(reference).",
                remedy: "Give --tag, --state, --comment or --metric.")
        }
        let remark = Remark(author: try await session.user(), date: session.now)
        var annotations = Annotations()
        var name = reference.description
        let commit = try await commitToMain { (snapshot) throws(RegistryError) in
            let record = try catalog.resolve(reference, at: snapshot)
            let path = annotationsPath(record.model, record.number)
            annotations =
                try catalog.annotations(record.model, record.number, in: snapshot.tree)
                ?? Annotations()
            change.apply(to: &annotations, of: record.manifest, by: remark)
            name = record.reference
            return MainCommit(
                message: "Annotate \(name)\n",
                changes: [try writing(writeManifest(annotations), to: path)])
        }
        return Annotated(reference: name, annotations: annotations, commit: commit)
    }
}
