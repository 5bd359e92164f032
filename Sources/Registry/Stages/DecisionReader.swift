package import FoundationEssentials
import Git
package import RegistryCore

/// One approval tag: the decision it carries, or why it carries none.
package struct ReadDecision: Sendable {
    package let name: ApprovalName
    package let tag: ObjectID
    package let decision: Decision?
    package let objection: Objection?
    /// When its signer claims to have signed it.
    package var dated: Date?
}

extension Catalog {
    /// Every tag on this proposal, each checked in full.
    package func decisions(
        on checked: CheckedTransition, now: Date, at snapshot: Snapshot
    ) async throws(RegistryError) -> [ReadDecision] {
        let transition = checked.transition
        let folder = ApprovalName.folder(
            stage: transition.stage, model: transition.model, proposal: transition.commit)
        let basis = try decisionBasis(at: snapshot)
        var found: [ReadDecision] = []
        for (ref, id) in try await refs(under: folder) {
            guard case .approval(let name) = ref else { continue }
            let receipt = try receipt(.approval(name), at: snapshot)
            let received =
                receipt.map { .at($0.received) } ?? Received.unknown(judgedAs: now)
            do throws(RegistryError) {
                var decision = try await readDecision(
                    id, named: name, on: checked, by: basis, received: received,
                    certificate: receipt?.certificate)
                let dated = try signedTag(id).tag.tagger?.date
                // Nobody noted when it came, so it is at least as old as its signer says.
                if receipt == nil, let dated {
                    decision.received = min(decision.received, dated)
                }
                found.append(
                    ReadDecision(
                        name: name, tag: id, decision: decision, objection: nil, dated: dated))
            } catch {
                found.append(
                    ReadDecision(
                        name: name, tag: id, decision: nil, objection: error.objections[0]))
            }
        }
        return found
    }

    /// Checks one approval tag in every field, as design §5 lists them.
    ///
    /// - Parameters:
    ///   - received: When the registry received it; the tagger's own date proves nothing.
    ///   - certificate: That of the push which brought it, in whose place the tag need not be
    ///     signed.
    package func readDecision(
        _ id: ObjectID, named name: ApprovalName, on checked: CheckedTransition,
        by basis: DecisionBasis, received: Received, certificate: ObjectID? = nil
    ) async throws(RegistryError) -> Decision {
        let (statement, fingerprint) = try await readStatement(
            ApprovalStatement.self, in: id, named: .approval(name), on: checked, by: basis,
            received: received, certificate: certificate)
        var decision = Decision(
            person: statement.signer, number: statement.number, verb: statement.verb,
            received: received.instant, expires: statement.expires, fingerprint: fingerprint,
            evidence: statement.evidence, checked: statement.checked)
        decision.reason = statement.reason
        return decision
    }
}
