package import Cryptography
import FoundationEssentials
package import RegistryCore

/// What somebody proves to sshd to have: a key, or a certificate of one.
package struct PresentedKey: Hashable, Sendable, CustomStringConvertible {
    package let key: PublicKey
    /// What says whose key it is, where they bring that along.
    package let certificate: Certificate?
    /// Type and base64 of what was presented, as sshd's `%t %k` say them.
    package let description: String

    /// Reads `ssh-ed25519 AAAA…`; `nil` for anything else.
    package init?(parsing text: String) {
        guard let presented = try? PublicKey(parsing: text) else { return nil }
        do {
            certificate = try Certificate(in: presented)
        } catch {
            return nil
        }
        key = certificate?.publicKey ?? presented
        description = presented.openSSHText
    }

    /// Reads what sshd says, or tells whoever wrote its configuration what it should say.
    package init(checking text: String) throws(RegistryError) {
        guard let key = PresentedKey(parsing: text) else {
            throw RegistryError(
                .usage, "'\(text.printable)' is neither an SSH public key nor a certificate.",
                remedy: "Let sshd fill it in: --key \"%t %k\".")
        }
        self = key
    }
}

extension Signers {
    /// Whom it is to take for whoever shows `presented` now; `nil` for nobody here, or not any
    /// more.
    func person(presenting presented: PresentedKey, at instant: Date) -> Person? {
        let keys = [presented.key, presented.certificate?.authority].compactMap(\.self)
        let isRevoked = keys.contains { key in
            revoked.revocation(of: .ssh(key)).map { $0 <= instant } ?? false
        }
        guard !isRevoked, presented.key.isStrong else { return nil }
        return try? person(
            behind: presented.key, presented.certificate, claimed: nil, at: instant)
    }

    /// The line of `authorized_keys` without its options that lets `presented` in, and what else
    /// sshd must demand of it.
    func authorization(
        of presented: PresentedKey, at instant: Date
    ) -> (options: [String], key: PublicKey)? {
        guard let person = person(presenting: presented, at: instant) else { return nil }
        guard let certificate = presented.certificate else { return ([], presented.key) }
        guard (try? certificate.verify()) != nil else { return nil }
        return (["cert-authority", "principals=\"\(person)\""], certificate.authority)
    }
}

extension PublicKey {
    /// Whether its signatures count here, as those of approvals do.
    fileprivate var isStrong: Bool {
        switch algorithm {
        case .rsa(let bits): bits >= 2048
        case .unsupported: false
        default: true
        }
    }
}
