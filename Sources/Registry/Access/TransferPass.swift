import Cryptography
package import FoundationEssentials
package import RegistryCore

/// The right to move one artifact, once shown in an address and good without any other credentials.
package struct TransferPass: Hashable, Sendable {
    package let direction: Direction
    package let pointer: Pointer
    /// Who was given it; `nil` for whom nobody knows.
    package let person: Person?
    package let expires: Date
    /// Whether it is to be remembered that this person brought the artifact.
    package let isProof: Bool

    /// What may be done with the artifact.
    package enum Direction: String, Hashable, Sendable {
        case download, upload, verify
    }

    package init(
        _ direction: Direction, of pointer: Pointer, for person: Person?, until expires: Date,
        isProof: Bool
    ) {
        self.direction = direction
        self.pointer = pointer
        self.person = person
        self.expires = expires
        self.isProof = isProof
    }

    /// How long one is good for a transfer to begin, in seconds.
    package static let lifetime = 3600

    private var text: String {
        "op=\(direction.rawValue)&size=\(pointer.size)&until=\(Int(expires.timeIntervalSince1970))"
            + "&who=\(person.map(\.description) ?? "")&proof=\(isProof ? 1 : 0)"
    }

    /// The query of an address that ends in the digest.
    func query(sealedBy secret: RegistrySecret) -> String {
        "\(text)&code=\(secret.code(.transfer, "\(pointer.digest)?\(text)"))"
    }

    /// Reads what `query` wrote, and nothing that differs from it by a byte; `nil` also after its
    /// time.
    init?(query: String, of digest: Digest, secret: RegistrySecret, now: Date) {
        let words = query.split(separator: "&", omittingEmptySubsequences: false)
        let values = zip(words, ["op=", "size=", "until=", "who=", "proof=", "code="]).compactMap {
            $0.hasPrefix($1) ? String($0.dropFirst($1.count)) : nil
        }
        guard words.count == 6, values.count == 6, let direction = Direction(rawValue: values[0]),
            let size = Int64(values[1]), let until = Int64(values[2])
        else { return nil }
        self.init(
            direction, of: Pointer(digest: digest, size: size), for: Person(parsing: values[3]),
            until: Date(timeIntervalSince1970: Double(until)), isProof: values[4] == "1")
        let written = self.query(sealedBy: secret)
        guard isSame(Array(query.utf8), Array(written.utf8)), expires > now else { return nil }
    }
}

extension ServedCatalog {
    /// The query of an address by which `pass` is shown.
    package nonisolated func query(of pass: TransferPass) -> String {
        pass.query(sealedBy: secret)
    }

    /// The pass that this registry gave out with that query; `nil` if it did not, or for another
    /// artifact, or too long ago.
    package nonisolated func pass(
        query: String, of digest: Digest, now: Date
    ) -> TransferPass? {
        TransferPass(query: query, of: digest, secret: secret, now: now)
    }
}
