import FoundationEssentials
import Git
import RegistryCore

/// Who pushes, and how that is known (design §6).
struct Pusher {
    let person: Person
    /// How far the authentication reaches.
    var reach = Reach.whole
    let authentication: Authentication
    /// The push certificate that says so, in the catalog's objects.
    let certificate: ObjectID?
    /// Whom an issuer has vouched for, where `authentication` is `oidc`.
    var subject: TokenSubject?
}

extension Pusher {
    init(_ permit: Permit, certificate: ObjectID?) {
        self.init(
            person: permit.person, reach: permit.reach,
            authentication: permit.subject == nil ? .server : .oidc, certificate: certificate,
            subject: permit.subject)
    }
}

extension HookRunner {
    /// Whom the server has authenticated; else the signer of the push certificate if there is one;
    /// else whoever is claimed to push.
    ///
    /// A certificate that proves nothing is refused and not passed over: who signs wants it to
    /// count.
    func pusher(
        _ catalog: Catalog, of updates: [AuditEntry.Update]
    ) async throws(RegistryError) -> Pusher {
        let permit = try environment[Permit.variable].map { text throws(RegistryError) in
            try Permit(unsealing: text, for: catalog.directory, now: now)
        }
        guard let text = environment["GIT_PUSH_CERT"], let id = ObjectID(parsing: text) else {
            if let permit { return Pusher(permit, certificate: nil) }
            return Pusher(
                person: try await claimedActor(catalog), authentication: .claimed,
                certificate: nil)
        }
        let claimed = if let permit { permit.person } else { try? await claimedActor(catalog) }
        let signer = try await signer(of: id, catalog, covering: updates, claimed: claimed)
        guard let permit else {
            return Pusher(person: signer, authentication: .certificate, certificate: id)
        }
        guard signer == permit.person else {
            throw uncertified("it is signed by \(signer), and \(permit.person) pushes")
        }
        return Pusher(permit, certificate: id)
    }

    private func signer(
        of id: ObjectID, _ catalog: Catalog, covering updates: [AuditEntry.Update],
        claimed: Person?
    ) async throws(RegistryError) -> Person {
        let certificate = try catalog.pushCertificate(id)
        try requireFresh(certificate, covering: updates)
        let basis = try catalog.decisionBasis(at: try catalog.snapshot())
        return try await catalog.pusher(
            of: certificate, claimed: claimed, by: basis, received: .at(now))
    }

    /// Git has compared the nonce with the one it gave out; `SLOP` is within what the registry's
    /// configuration allows (`receive.certNonceSlop`).
    private func requireFresh(
        _ certificate: PushCertificate, covering updates: [AuditEntry.Update]
    ) throws(RegistryError) {
        guard ["OK", "SLOP"].contains(environment["GIT_PUSH_CERT_NONCE_STATUS"]),
            certificate.nonce == environment["GIT_PUSH_CERT_NONCE"]
        else { throw uncertified("it was not made for this very push") }
        guard Set(updates).isSubset(of: certificate.updates) else {
            throw uncertified("it is about other refs than are pushed")
        }
    }

    /// Who says to be pushing: on a path nothing proves it.
    private func claimedActor(_ catalog: Catalog) async throws(RegistryError) -> Person {
        let claims = [environment["CAIRN_USER"], environment["GIT_COMMITTER_EMAIL"]]
        var claim = claims.compactMap(\.self).first { !$0.isEmpty }
        // Asked of git itself: libgit2 does not know GIT_CONFIG_GLOBAL.
        if claim == nil { claim = try? await catalog.git.run(["config", "user.email"]).line }
        guard let claim, !claim.isEmpty else {
            throw RegistryError(
                .identityUnknown, "The push does not say who you are.",
                remedy: "Run `git config --global user.email you@example.com`, or set CAIRN_USER.")
        }
        return try Person(checking: claim)
    }
}
