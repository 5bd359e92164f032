import Artifacts
import Git
import RegistryCore

/// Finds what two versions don't have in common.
struct VersionComparison {
    let catalog: Catalog
    /// Where the bytes of artifacts may be looked for; none is fetched for the sake of a look.
    let stores: [any ArtifactStore]
    /// How many bytes of tensors may be compared.
    let mostTensorBytes: Int64

    /// Compares two versions, of one model or of two.
    func difference(
        from before: VersionRecord, to after: VersionRecord
    ) async throws(RegistryError) -> VersionDifference {
        var difference = try recordedDifference(from: before, to: after)
        difference.tensors = await tensorDifferences(difference.artifacts)
        difference.texts =
            try cardChange(from: before, to: after) + (await textChanges(difference.artifacts))
        return difference
    }

    /// The same without a look into any file.
    func recordedDifference(
        from before: VersionRecord, to after: VersionRecord
    ) throws(RegistryError) -> VersionDifference {
        VersionDifference(
            old: VersionDifference.Side(before), new: VersionDifference.Side(after),
            metrics: metricChanges(from: before.manifest, to: after.manifest),
            parameters: try parameterChanges(from: before, to: after),
            artifacts: artifactChanges(from: before.artifacts, to: after.artifacts),
            fields: try fieldChanges(from: before, to: after))
    }

    private func tensorDifferences(_ artifacts: [ArtifactChange]) async -> [TensorDifference] {
        var comparison = TensorComparison(stores: stores, mostBytes: mostTensorBytes)
        var differences: [TensorDifference] = []
        for artifact in artifacts {
            if let found = await comparison.difference(of: artifact) { differences.append(found) }
        }
        return differences
    }

    private func parameterChanges(
        from old: VersionRecord, to new: VersionRecord
    ) throws(RegistryError) -> [FieldChange] {
        try RecordFields(of: old.manifest.parameters ?? [:])
            .changes(to: try RecordFields(of: new.manifest.parameters ?? [:]))
    }

    private func fieldChanges(
        from old: VersionRecord, to new: VersionRecord
    ) throws(RegistryError) -> [FieldChange] {
        let shownElsewhere = ["schema", "version", "evaluations", "parameters"]
        let record = try RecordFields(of: old.manifest)
            .changes(to: try RecordFields(of: new.manifest)) { field in
                !shownElsewhere.contains { field == $0 || field.hasPrefix("\($0).") }
            }
        let aboutModel = try modelFields(old).changes(to: try modelFields(new)) { field in
            field != "schema" && !field.hasPrefix("aliases.")
        }
        return record
            + aboutModel.map { change in
                FieldChange(field: "model.\(change.field)", old: change.old, new: change.new)
            }
    }

    private func modelFields(_ record: VersionRecord) throws(RegistryError) -> RecordFields {
        let tree = try catalog.commit(record.commit).tree
        guard let model = try catalog.model(record.model, in: tree) else { return RecordFields() }
        return try RecordFields(of: model)
    }

    private func cardChange(
        from old: VersionRecord, to new: VersionRecord
    ) throws(RegistryError) -> [TextChange] {
        let change = TextChange(of: "README.md", from: try card(of: old), to: try card(of: new))
        return change.map { [$0] } ?? []
    }

    private func card(of record: VersionRecord) throws(RegistryError) -> [UInt8] {
        try catalog.file("README.md", in: record.folder) ?? []
    }

    /// Small text artifacts whose bytes are at hand.
    private func textChanges(_ artifacts: [ArtifactChange]) async -> [TextChange] {
        var texts: [TextChange] = []
        for artifact in artifacts {
            guard let old = await bytes(artifact.old), let new = await bytes(artifact.new) else {
                continue
            }
            let change = TextChange(of: "artifacts/\(artifact.path)", from: old, to: new)
            texts += change.map { [$0] } ?? []
        }
        return texts
    }

    /// The bytes of a small artifact; `nil` where they are not at hand, or too many.
    private func bytes(_ pointer: PointerReport?) async -> [UInt8]? {
        guard let pointer else { return [] }
        let limit: Int64 = 64 << 10
        guard pointer.size <= limit else { return nil }
        for store in stores {
            if let bytes = try? await store.contents(of: pointer.sha256, atMost: limit) {
                return bytes
            }
        }
        return nil
    }
}
