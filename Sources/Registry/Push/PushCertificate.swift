import Cryptography
import RegistryCore

/// What somebody signed of a push, as `git push --signed` sends it (gitprotocol-pack(5), "Push
/// Certificate"): which refs move from where to where, and a nonce of the registry's.
struct PushCertificate {
    /// What is signed, and the signature.
    let signed: SignedBytes
    /// The registry's own challenge, which makes the certificate good for one push.
    let nonce: String
    /// Every ref that the push asked to move.
    let updates: [AuditEntry.Update]

    init(_ bytes: [UInt8]) throws(RegistryError) {
        let text: SignedPayload
        do throws(SignatureError) { text = try SignedPayload(tag: bytes) } catch {
            throw signatureRefusal(error)
        }
        guard let signed = try SignedBytes(text) else { throw Self.malformed("it is not signed") }
        let lines = String(decoding: text.payload, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.first == "certificate version 0.1", lines.last == "",
            let blank = lines.firstIndex(of: "")
        else { throw Self.malformed("it is not of version 0.1") }
        let nonces = lines[..<blank].filter { $0.hasPrefix("nonce ") }
        guard nonces.count == 1 else { throw Self.malformed("it has not exactly one nonce") }
        self.signed = signed
        nonce = String(nonces[0].dropFirst("nonce ".count))
        updates = try lines[(blank + 1)...].dropLast().map(Self.update)
    }

    private static func update(
        _ line: Substring
    ) throws(RegistryError) -> AuditEntry.Update {
        let words = line.split(separator: " ", maxSplits: 2)
        guard words.count == 3, let old = ObjectID(parsing: words[0]),
            let new = ObjectID(parsing: words[1])
        else { throw malformed("a line of it is no ref with its old and its new id") }
        return AuditEntry.Update(ref: String(words[2]), old: old, new: new)
    }

    private static func malformed(_ why: String) -> RegistryError {
        RegistryError(
            .signatureBad, "The push certificate can't be read: \(why).",
            remedy: "Push with a current git, or without --signed.")
    }
}

extension Catalog {
    /// The push certificate that lies in the blob `id`.
    func pushCertificate(_ id: ObjectID) throws(RegistryError) -> PushCertificate {
        try PushCertificate(raw(id))
    }

    /// Who signed a push certificate, judged by `basis` and as of when the push was received.
    ///
    /// - Parameter claimed: Who is said to push: whose OpenPGP keys are tried, and which of several
    ///   people is meant that an SSH certificate names.
    func pusher(
        of certificate: PushCertificate, claimed: Person?, by basis: DecisionBasis,
        received: Received
    ) async throws(RegistryError) -> Person {
        if case .ssh(let signature) = certificate.signed.signature {
            try certificate.signed.verify(signature, by: basis.policy)
            do throws(UncountedSigner) {
                return try basis.signers.person(
                    behind: signature, claimed: signature.certificate == nil ? nil : claimed,
                    received: received)
            } catch {
                throw uncertified("it \(error.reason)")
            }
        }
        guard let claimed else { throw uncertified("nobody says whose OpenPGP key it is by") }
        _ = try await checkSignature(
            of: certificate.signed, by: claimed, basis, received: received)
        return claimed
    }
}

/// The error for a push certificate that says nothing about who pushes.
func uncertified(_ why: String) -> RegistryError {
    RegistryError(
        .signatureBad, "The push certificate proves nothing: \(why).",
        remedy: "Push without --signed (`git -c push.gpgSign=false push …`), or sign with a key "
            + "that the registry has.")
}
