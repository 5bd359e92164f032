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
        let policy = try policy(at: snapshot)
        let signers = try signers(at: snapshot)
        var found: [ReadDecision] = []
        for (ref, id) in try await refs(under: folder) {
            guard case .approval(let name) = ref else { continue }
            let received =
                try receipt(.approval(name)).map { .at($0.received) }
                ?? Received.unknown(judgedAs: now)
            do throws(RegistryError) {
                let decision = try readDecision(
                    id, named: name, on: checked, policy: policy, signers: signers,
                    received: received)
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
    /// - Parameter received: when the registry received it; the tagger's own date proves nothing.
    package func readDecision(
        _ id: ObjectID, named name: ApprovalName, on checked: CheckedTransition, policy: Policy,
        signers: Signers, received: Received
    ) throws(RegistryError) -> Decision {
        let signed = try signedTag(id)
        let statement = try ApprovalStatement(parsing: checkedTag(signed, named: name).message)
        try compare(statement, with: name, checked, registry: policy.id)
        let person = try signer(of: signed, statement, signers, policy, received: received)
        guard person == statement.signer else {
            throw refused(
                .approvalInvalid,
                "it is signed with a key of \(person), not of \(statement.signer)")
        }
        return Decision(
            person: person, number: statement.number, verb: statement.verb,
            received: received.instant, expires: statement.expires,
            fingerprint: signed.fingerprint, evidence: statement.evidence)
    }

    private func signedTag(_ id: ObjectID) throws(RegistryError) -> SignedTag {
        let kind = try translate("tag \(id)") { () throws(GitError) in
            try repository.header(of: id)?.kind
        }
        guard kind == .tag else { throw refused(.approvalUnsigned, "it is not an annotated tag") }
        return try SignedTag(id, raw(id))
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

    /// Whose signature it is, judged as the policy asks and as of when it was received.
    private func signer(
        of tag: SignedTag, _ statement: ApprovalStatement, _ signers: Signers, _ policy: Policy,
        received: Received
    ) throws(RegistryError) -> Person {
        let signature = try tag.verifiedSignature(
            demandsVerifiedUser: policy.signatures?.userVerification ?? false)
        do throws(UncountedSigner) {
            return try signers.person(
                behind: signature, claimed: statement.signer, received: received)
        } catch {
            throw refused(.approvalInvalid, "it \(error.reason)")
        }
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

    /// A commit's signature, whether or not it holds.
    func signature(of commit: ObjectID) throws(RegistryError) -> Signature? {
        guard let payload = try? SignedPayload(commit: raw(commit)), payload.kind == .ssh else {
            return nil
        }
        return try? Signature(armored: payload.signature)
    }

    private func refused(_ code: ErrorCode, _ why: String) -> RegistryError {
        RegistryError(
            code, "The approval does not count: \(why).",
            remedy: "Sign it with `cairn approve`, or follow docs/format.md.")
    }
}
