import Cryptography
import FoundationEssentials
import Registry
import RegistryCore

/// What the form brings with which a browser has made a passkey.
enum PasskeyForm {
    /// Opens a merge request that adds it to `allowed_signers`: others review whose it is.
    ///
    /// - Returns: The address of the merge requests, with the new one at the top.
    static func send(_ asked: APIRequest, _ fields: FormFields) async throws -> String {
        let host = try await asked.view { try $0.passkeyHost }
        let key = try key(fields, of: host)
        try await asked.catalog.push(as: asked.caller, now: asked.exchange.received) {
            view, drafts in
            try view.draftSigner(
                key, proposal(of: key, by: try view.person, on: host), in: drafts)
        }
        return "/\(asked.catalog.name)/requests"
    }

    private static func proposal(
        of key: PublicKey, by person: Person, on host: HostName
    ) -> RequestOrder.Proposal {
        var proposal = RequestOrder.Proposal()
        proposal.title = RequestTitle(parsing: "Let \(person) sign with a passkey")
        proposal.description = RequestProse(
            parsing: "The key \(key.fingerprint), made in a browser on \(host). "
                + "Ask \(person) whether it is theirs before you merge this.")
        proposal.topic = TopicName(parsing: "passkey")
        return proposal
    }

    /// The key that the browser has made for pages of `host`.
    static func key(_ fields: FormFields, of host: HostName) throws -> PublicKey {
        let bytes = try fields.bytes("public_key")
        do throws(KeyError) { return try PublicKey(passkey: bytes, for: host.description) } catch {
            throw RegistryError(
                .signatureUnsupported, "That is no key of ECDSA on P-256.",
                remedy: "Use another authenticator: nearly all make such keys.")
        }
    }
}
