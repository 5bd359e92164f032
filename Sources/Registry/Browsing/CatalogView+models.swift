import Git
package import RegistryCore

extension CatalogView {
    /// The models, in the order of the catalog's folders.
    package func models(
        after last: ModelName?, limit: Int
    ) throws(RegistryError) -> Page<ModelSummary> {
        var summaries = try ModelSummaries(
            of: catalog, at: snapshot, after: last, in: namespaces)
        var found: [ModelSummary] = []
        while found.count <= limit, let next = try summaries.next() { found.append(next) }
        return Page(found, limit: limit) { "\($0.model)" }
    }

    /// One model.
    package func model(_ name: ModelName) throws(RegistryError) -> ModelSummary {
        try require(name)
        guard let summary = try ModelSummaries.summary(of: name, in: catalog, at: snapshot) else {
            throw catalog.missingModel(name)
        }
        return summary
    }

    /// A model's versions, newest first, with the metrics of these names.
    package func versions(
        of model: ModelName, metrics names: [String], before last: VersionNumber?, limit: Int
    ) throws(RegistryError) -> Page<VersionEntry> {
        try require(model)
        let entries = try catalog.versions(
            of: model, metrics: names, before: last, limit: limit + 1)
        return Page(entries, limit: limit) { "\($0.version)" }
    }

    /// Everything there is to say about a version.
    package func version(
        _ reference: RegistryCore.Reference
    ) async throws(RegistryError) -> VersionReport {
        try require(reference.model)
        return try await catalog.show(reference, at: snapshot, now: now, in: store)
    }

    /// The files of a version, by path.
    package func artifacts(
        of reference: RegistryCore.Reference, after last: String?, limit: Int
    ) throws(RegistryError) -> Page<ArtifactReport> {
        try Page(of: record(reference).files, after: last, limit: limit) { "\($0.path)" }
    }

    /// What was signed about a version, by stage, proposal, person and number.
    package func approvals(
        of reference: RegistryCore.Reference, after last: String?, limit: Int
    ) async throws(RegistryError) -> Page<ApprovalReport> {
        try await Page(of: version(reference).approvals, after: last, limit: limit) {
            "\($0.stage)/\($0.proposal)/\($0.person)/\($0.number)"
        }
    }

    /// What a file of a version points to, for somebody who may have its bytes.
    ///
    /// - Throws: `file-missing` if the version has no such file.
    package func artifact(
        _ path: ArtifactPath, of reference: RegistryCore.Reference
    ) throws(RegistryError) -> Pointer {
        let record = try record(reference)
        try requireDownload(of: record.model)
        guard let pointer = record.artifacts[path] else {
            throw RegistryError(
                .fileMissing, "\(record.reference) has no artifact '\("\(path)".printable)'.",
                remedy: "Look which it has: they are listed where its path ends in artifacts.")
        }
        return pointer
    }

    private func record(
        _ reference: RegistryCore.Reference
    ) throws(RegistryError) -> VersionRecord {
        try require(reference.model)
        return try catalog.resolve(reference, at: snapshot)
    }
}
