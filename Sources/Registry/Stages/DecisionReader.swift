import Cryptography
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
                let decision = try await readDecision(
                    id, named: name, on: checked, by: basis, received: received,
                    certificate: receipt?.certificate)
                found.append(
                    ReadDecision(
                        name: name, tag: id, decision: decision, objection: nil,
                        dated: try signedTag(id).tag.tagger?.date))
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
        let signed = try signedTag(id)
        let statement = try ApprovalStatement(parsing: checkedTag(signed, named: name).message)
        try compare(statement, with: name, checked, registry: basis.policy.id)
        let fingerprint = try await checkSignature(
            of: try proof(of: signed, id, named: name, certificate), by: statement.signer, basis,
            received: received)
        return Decision(
            person: statement.signer, number: statement.number, verb: statement.verb,
            received: received.instant, expires: statement.expires, fingerprint: fingerprint,
            evidence: statement.evidence, checked: statement.checked)
    }

    func signedTag(_ id: ObjectID) throws(RegistryError) -> SignedTag {
        if let known: SignedTag = memory.value(of: id) { return known }
        let kind = try translate("tag \(id)") { () throws(GitError) in
            try repository.header(of: id)?.kind
        }
        guard kind == .tag else { throw refused(.approvalUnsigned, "it is not an annotated tag") }
        let tag = try SignedTag(id, raw(id))
        memory.keep(tag, of: id)
        return tag
    }

    /// The tag's fields, all of which the signature covers, held to the name of its ref.
    private func checkedTag(
        _ signed: SignedTag, named name: ApprovalName
    ) throws(RegistryError) -> Tag {
        let tag = signed.tag
        guard tag.name == name.description else {
            throw refused(
                .approvalInvalid, "the tag object is named '\(tag.name.printable)', not '\(name)'")
        }
        guard tag.targetKind == .commit, tag.target == name.proposal else {
            throw refused(.approvalInvalid, "it does not tag the proposal \(name.proposal)")
        }
        guard tag.tagger != nil else { throw refused(.approvalInvalid, "it has no tagger") }
        return tag
    }

    private func compare(
        _ statement: ApprovalStatement, with name: ApprovalName, _ checked: CheckedTransition,
        registry: String
    ) throws(RegistryError) {
        let transition = checked.transition
        let wrong: String? =
            if statement.tagName != name {
                "its fields do not say what its name says"
            } else if statement.registry != registry {
                "it is for the registry \(statement.registry.printable)"
            } else if statement.base != transition.base {
                "it is for the base \(statement.base.short)"
            } else if statement.version != transition.version {
                "it is for \(statement.version)"
            } else if let record = checked.record, statement.versionDigest != record.digest {
                "its Version-Digest is not that of \(record.reference)"
            } else { nil }
        if let wrong { throw refused(.approvalInvalid, wrong) }
    }

    /// What vouches for the tag: its own signature, or that of the push that brought it.
    private func proof(
        of tag: SignedTag, _ id: ObjectID, named name: ApprovalName, _ certificate: ObjectID?
    ) throws(RegistryError) -> SignedBytes {
        if let signed = tag.signed { return signed }
        guard let certificate else {
            throw refused(
                .approvalUnsigned, "it is not signed, and neither was the push that brought it")
        }
        let push = try pushCertificate(certificate)
        let creation = AuditEntry.Update(
            ref: CatalogRef.approval(name).description, old: .zero, new: id)
        guard push.updates.contains(creation) else {
            throw refused(.approvalUnsigned, "the signed push was about other refs")
        }
        return push.signed
    }

    /// The exact bytes of an object, at most 1 MiB.
    func raw(_ id: ObjectID) throws(RegistryError) -> [UInt8] {
        try translate("object \(id)") { () throws(GitError) in
            try repository.rawObject(id, limit: 1 << 20).bytes
        }
    }

    /// The exact bytes of an object; none for one that can't be read.
    func rawOrEmpty(_ id: ObjectID) -> [UInt8] {
        (try? raw(id)) ?? []
    }

    private func refused(_ code: ErrorCode, _ why: String) -> RegistryError {
        RegistryError(
            code, "The approval does not count: \(why).",
            remedy: "Sign it with `cairn approve`, or follow docs/format.md.")
    }
}
