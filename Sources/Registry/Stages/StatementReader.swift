import Git
import RegistryCore

extension Catalog {
    /// Checks a signed tag on a proposal in every field, as design §5 lists them; returns what it
    /// says, and the fingerprint of the key that signed it.
    ///
    /// - Parameters:
    ///   - ref: The ref that points to it, whose name must say what the fields say.
    ///   - received: When the registry received it; the tagger's own date proves nothing.
    ///   - certificate: That of the push which brought it, in whose place the tag need not be
    ///     signed.
    func readStatement<Statement: ProposalStatement>(
        _ type: Statement.Type, in id: ObjectID, named ref: CatalogRef,
        on checked: CheckedTransition, by basis: DecisionBasis, received: Received,
        certificate: ObjectID?
    ) async throws(RegistryError) -> (statement: Statement, fingerprint: String) {
        let signed = try signedTag(id)
        try requireName(of: signed.tag, ref, checked.transition.commit, Statement.kind)
        let statement = try Statement(parsing: signed.tag.message)
        try compare(statement, with: ref, checked, registry: basis.policy.id)
        let fingerprint = try await checkSignature(
            of: try proof(of: signed, id, named: ref, certificate, Statement.kind),
            by: statement.signer, basis, received: received, as: Statement.kind)
        return (statement, fingerprint)
    }

    func signedTag(_ id: ObjectID) throws(RegistryError) -> SignedTag {
        if let known: SignedTag = memory.value(of: id) { return known }
        let (kind, bytes) = try object(id)
        guard kind == .tag else {
            throw StatementKind.approval.refusal("it is not an annotated tag", .approvalUnsigned)
        }
        let tag = try SignedTag(id, bytes)
        memory.keep(tag, of: id)
        return tag
    }

    /// The tag's fields, all of which the signature covers, are held to the name of its ref.
    private func requireName(
        of tag: Tag, _ ref: CatalogRef, _ proposal: ObjectID, _ kind: StatementKind
    ) throws(RegistryError) {
        let name = ref.description.dropFirst("refs/tags/".count)
        guard tag.name == name else {
            throw kind.refusal("the tag object is named '\(tag.name.printable)', not '\(name)'")
        }
        guard tag.targetKind == .commit, tag.target == proposal else {
            throw kind.refusal("it does not tag the proposal \(proposal)")
        }
        guard tag.tagger != nil else { throw kind.refusal("it has no tagger") }
    }

    private func compare<Statement: ProposalStatement>(
        _ statement: Statement, with ref: CatalogRef, _ checked: CheckedTransition,
        registry: String
    ) throws(RegistryError) {
        let transition = checked.transition
        let wrong: String? =
            if statement.ref != ref {
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
        if let wrong { throw Statement.kind.refusal(wrong) }
    }

    /// What vouches for the tag: its own signature, or that of the push that brought it.
    private func proof(
        of tag: SignedTag, _ id: ObjectID, named ref: CatalogRef, _ certificate: ObjectID?,
        _ kind: StatementKind
    ) throws(RegistryError) -> SignedBytes {
        if let signed = tag.signed { return signed }
        guard let certificate else {
            throw kind.refusal(
                "it is not signed, and neither was the push that brought it", .approvalUnsigned)
        }
        let push = try pushCertificate(certificate)
        let creation = AuditEntry.Update(ref: ref.description, old: .zero, new: id)
        guard push.updates.contains(creation) else {
            throw kind.refusal("the signed push was about other refs", .approvalUnsigned)
        }
        return push.signed
    }

    /// The exact bytes of an object, at most 1 MiB.
    func raw(_ id: ObjectID) throws(RegistryError) -> [UInt8] {
        try object(id).bytes
    }

    private func object(
        _ id: ObjectID
    ) throws(RegistryError) -> (kind: ObjectKind, bytes: [UInt8]) {
        try translate("object \(id)") { () throws(GitError) in
            try repository.rawObject(id, limit: 1 << 20)
        }
    }

    /// The exact bytes of an object; none for one that can't be read.
    func rawOrEmpty(_ id: ObjectID) -> [UInt8] {
        (try? raw(id)) ?? []
    }
}
