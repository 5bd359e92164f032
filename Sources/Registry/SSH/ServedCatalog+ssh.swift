package import FoundationEssentials
package import RegistryCore

extension ServedCatalog {
    /// Whom to take for whoever has proved to sshd that `presented` is theirs.
    package func caller(presenting presented: PresentedKey, now: Date) throws(RegistryError)
        -> Caller
    {
        let signers = try catalog.signers(at: try catalog.snapshot())
        let person = signers.person(presenting: presented, at: now)
        return person.map { .person($0, .whole) } ?? .anonymous
    }

    /// Throws unless `caller` may do `action`, and the same for what is not theirs to see as for
    /// what is not there.
    package func admit(_ caller: Caller, for action: Action) throws(RegistryError) {
        switch try policy().access(of: caller, to: action) {
        case .allowed: try requireTaking(action)
        case .hidden, .unauthenticated: throw .notServed
        case .refused(let objection): throw RegistryError([objection])
        }
    }

    /// Where `caller` reaches the registry's LFS server over HTTP, and as whom; `nil` where nobody
    /// has said how it is reached (`cairn.publicUrl`).
    package nonisolated func lfsAddress(
        for caller: Caller, to operation: ArtifactOperation, now: Date
    ) throws(RegistryError) -> LFSGrant? {
        try requireTaking(operation.action)
        guard let publicURL else { return nil }
        let expires = now.addingTimeInterval(Double(SessionPass.lifetime))
        var header: [String: String] = [:]
        if case .person(let person, let reach, _) = caller {
            let scope = min(reach.scope, operation.action.scope)
            let permit = Permit(
                person: person, reach: Reach(scope: scope, namespace: reach.namespace),
                expires: expires.wholeSeconds)
            let pass = try SessionPass(permit).text(sealedBy: secret)
            header["Authorization"] = "Bearer \(pass)"
        }
        return LFSGrant(
            href: "\(publicURL)/\(name).git/info/lfs", header: header,
            expiresIn: SessionPass.lifetime)
    }
}

/// The answer to `git-lfs-authenticate` (git-lfs/docs/api/server-discovery.md).
package struct LFSGrant: Encodable, Sendable {
    package let href: String
    /// What every request has to bring along.
    package let header: [String: String]
    /// In seconds.
    package let expiresIn: Int

    enum CodingKeys: String, CodingKey {
        case href, header
        case expiresIn = "expires_in"
    }
}

extension RegistryError {
    /// The server was told to let nobody change anything.
    package static let readOnly = RegistryError(
        .readOnly, "This server only lets read.",
        remedy: "Push and upload to the primary server of the registry.")

    /// Nothing is there, or nothing for this caller: the answer is the same.
    package static let notServed = RegistryError(
        .notServed, "There is nothing at this address, or nothing for you.",
        remedy: "Check the address; if it is right, ask an admin of the registry for a role.")
}
