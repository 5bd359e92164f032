package import FoundationEssentials
import Git
package import RegistryCore

/// One tag that reports a check: what it says, or why it says nothing.
package struct ReadReport: Sendable {
    package let tag: CheckTag
    package let id: ObjectID
    package let report: ReportedCheck?
    package let objection: Objection?
    /// When its signer claims to have signed it.
    package var dated: Date?
}

extension Catalog {
    /// Every report on this proposal, each checked in full, as strictly as an approval.
    package func reports(
        on checked: CheckedTransition, now: Date, at snapshot: Snapshot
    ) async throws(RegistryError) -> [ReadReport] {
        let transition = checked.transition
        let folder = CheckTag.folder(
            stage: transition.stage, model: transition.model, proposal: transition.commit)
        let tags = try await refs(under: folder)
        guard !tags.isEmpty else { return [] }
        let basis = try decisionBasis(at: snapshot)
        var found: [ReadReport] = []
        for (ref, id) in tags {
            guard case .check(let tag) = ref else { continue }
            found.append(try await report(id, tag, on: checked, by: basis, judgedAs: now))
        }
        return found
    }

    private func report(
        _ id: ObjectID, _ tag: CheckTag, on checked: CheckedTransition, by basis: DecisionBasis,
        judgedAs now: Date
    ) async throws(RegistryError) -> ReadReport {
        let receipt = try receipt(.check(tag), at: basis.snapshot)
        let received = receipt.map { .at($0.received) } ?? Received.unknown(judgedAs: now)
        do throws(RegistryError) {
            let report = try await readReport(
                id, named: tag, on: checked, by: basis, received: received,
                certificate: receipt?.certificate)
            return ReadReport(
                tag: tag, id: id, report: report, objection: nil,
                dated: try signedTag(id).tag.tagger?.date)
        } catch {
            return ReadReport(tag: tag, id: id, report: nil, objection: error.objections[0])
        }
    }

    /// Checks one tag that reports a check in every field.
    ///
    /// - Parameters:
    ///   - received: When the registry received it.
    ///   - certificate: That of the push which brought it, in whose place the tag need not be
    ///     signed.
    package func readReport(
        _ id: ObjectID, named tag: CheckTag, on checked: CheckedTransition,
        by basis: DecisionBasis, received: Received, certificate: ObjectID? = nil
    ) async throws(RegistryError) -> ReportedCheck {
        let (statement, fingerprint) = try await readStatement(
            CheckStatement.self, in: id, named: .check(tag), on: checked, by: basis,
            received: received, certificate: certificate)
        return ReportedCheck(
            check: statement.check, number: statement.number, outcome: statement.outcome,
            person: statement.signer, received: received.instant, fingerprint: fingerprint,
            url: statement.url, figures: statement.figures)
    }
}
