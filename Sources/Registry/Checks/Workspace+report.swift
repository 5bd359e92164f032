package import RegistryCore

/// What somebody reports of a check that they have run.
package struct CheckWords: Sendable {
    package var check: CheckName
    package var outcome: ReportedCheck.Outcome
    package var url: WebAddress?
    package var figures: [CheckFigure]

    package init(
        _ check: CheckName, _ outcome: ReportedCheck.Outcome, url: WebAddress? = nil,
        figures: [CheckFigure] = []
    ) {
        self.check = check
        self.outcome = outcome
        self.url = url
        self.figures = figures
    }
}

/// A report that was signed and sent.
package struct SentReport: Encodable, Sendable {
    package let check: CheckName
    package let outcome: ReportedCheck.Outcome
    package let model: ModelName
    package let stage: StageName
    package let version: VersionNumber
    package let proposal: ObjectID
    package let number: Int
    package let tag: String
    /// The tag object.
    package let object: ObjectID
}

extension Workspace {
    /// Signs how a check of the open proposal of a stage ended, and sends it.
    ///
    /// - Parameters:
    ///   - reference: The version that was checked; a proposal of another is refused.
    ///   - proposal: The proposal that was checked, where that is known; any other is refused.
    package func report(
        _ words: CheckWords, of reference: Reference, stage: StageName, proposal: ObjectID?
    ) async throws(RegistryError) -> SentReport {
        let snapshot = try catalog.snapshot()
        let record = try catalog.resolve(reference, at: snapshot)
        let checked = try catalog.openTransition(record.model, stage, proposal, at: snapshot)
        guard checked.record == record else { throw otherVersion(record, stage, checked) }
        let statement = try await statement(words, checked, record, at: snapshot)
        let object = try await sign(statement) { tag, checked, basis throws(RegistryError) in
            _ = try await catalog.readReport(
                tag, named: statement.tagName, on: checked, by: basis, received: .at(session.now))
        }
        return SentReport(
            check: words.check, outcome: words.outcome, model: record.model, stage: stage,
            version: record.number, proposal: checked.transition.commit, number: statement.number,
            tag: "\(statement.tagName)", object: object)
    }

    private func statement(
        _ words: CheckWords, _ checked: CheckedTransition, _ record: VersionRecord,
        at snapshot: Snapshot
    ) async throws(RegistryError) -> CheckStatement {
        let transition = checked.transition
        let policy = try catalog.policy(at: snapshot)
        let folder = CheckTag.folder(
            stage: transition.stage, model: transition.model, proposal: transition.commit)
        try await forgetUnsent(under: "\(folder)\(words.check)/")
        var statement = CheckStatement(
            check: words.check, outcome: words.outcome, registry: policy.id,
            stage: transition.stage, model: transition.model, version: record.number,
            versionDigest: record.digest, proposal: transition.commit, base: transition.base,
            signer: try await session.user(),
            number: try await catalog.nextReport(of: words.check, on: transition))
        statement.url = words.url
        statement.figures = words.figures
        try statement.requireClearFigures()
        let report = ReportedCheck(
            check: words.check, number: statement.number, outcome: words.outcome,
            person: statement.signer, received: session.now, fingerprint: "")
        let evidence = try await evidence(on: checked, actor: statement.signer, at: snapshot)
        if let objection = policy.objection(to: report, on: transition, given: evidence) {
            throw RegistryError([objection])
        }
        return statement
    }

    private func otherVersion(
        _ record: VersionRecord, _ stage: StageName, _ open: CheckedTransition
    ) -> RegistryError {
        RegistryError(
            .stale,
            "\(open.transition.model)@\(open.transition.version) is proposed for \(stage), not "
                + "\(record.reference).",
            remedy: "Look at it with `cairn pending`, then check that one.")
    }
}
