import Git
package import RegistryCore

extension CatalogView {
    /// The models, in the order of the catalog's folders.
    package func models(
        after last: ModelName?, limit: Int
    ) throws(RegistryError) -> Page<ModelSummary> {
        var summaries = try ModelSummaries(
            of: catalog, at: snapshot, after: last, in: namespaces)
        var page = PageBuilder<ModelSummary>(limit: limit)
        while let next = try summaries.next(), page.add(next, ofBytes: next.byteCount) {}
        return page.page { "\($0.model)" }
    }

    /// One model.
    package func model(_ name: ModelName) throws(RegistryError) -> ModelSummary {
        try require(name)
        guard let summary = try ModelSummaries.summary(of: name, in: catalog, at: snapshot) else {
            throw catalog.missingModel(name)
        }
        return summary
    }

    /// A model's versions, newest first, with the metrics of these names; `nil`: with all.
    package func versions(
        of model: ModelName, metrics names: [String]?, before last: VersionNumber?, limit: Int
    ) throws(RegistryError) -> Page<VersionEntry> {
        try require(model)
        var page = PageBuilder<VersionEntry>(limit: limit)
        var end = last
        while true {
            // Each is read whole, and may be long.
            let entries = try catalog.versions(
                of: model, metrics: names, before: end, limit: min(limit + 1, 32))
            for entry in entries where !page.add(entry, ofBytes: entry.description.utf8.count) {
                return page.page { "\($0.version)" }
            }
            guard let oldest = entries.last else { return page.page { "\($0.version)" } }
            end = oldest.version
        }
    }

    /// Everything there is to say about a version but what was signed about it.
    package func version(
        _ reference: RegistryCore.Reference
    ) throws(RegistryError) -> VersionReport {
        try catalog.report(on: record(reference), at: snapshot)
    }

    /// A version, for lineage to begin at.
    package func subject(
        of reference: RegistryCore.Reference
    ) throws(RegistryError) -> LineageSubject {
        let record = try record(reference)
        return .version(record.model, record.number)
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
        let approvals = try await signedReports(on: reference).approvals
        return try Page(of: approvals, after: last, limit: limit) {
            "\($0.stage)/\($0.proposal)/\($0.person)/\($0.number)"
        }
    }

    /// What checks outside the registry found of a version, by stage, proposal, check and number.
    package func outsideChecks(
        of reference: RegistryCore.Reference, after last: String?, limit: Int
    ) async throws(RegistryError) -> Page<OutsideCheckReport> {
        let checks = try await signedReports(on: reference).checks
        return try Page(of: checks, after: last, limit: limit) {
            "\($0.stage)/\($0.proposal)/\($0.check)/\($0.number)"
        }
    }

    /// All that was signed about a version.
    package func signedReports(
        on reference: RegistryCore.Reference
    ) async throws(RegistryError) -> SignedReports {
        try await catalog.signedReports(
            on: record(reference), at: snapshot, now: now, in: store)
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

extension ModelSummary {
    /// About how many bytes its free texts have.
    fileprivate var byteCount: Int {
        let texts = [description, task, license].compactMap(\.self)
        return texts.reduce(0) { $0 + $1.utf8.count }
            + tags.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
            + 100 * (owners.count + aliases.count)
    }
}
