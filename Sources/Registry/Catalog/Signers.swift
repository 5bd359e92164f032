package import Cryptography
package import FoundationEssentials
package import RegistryCore

/// Who signs with which key: `allowed_signers`, held to what a catalog demands of it.
///
/// Each line names exactly one person and each key exactly one person, without patterns, so that a
/// valid signature says who made it.
package struct Signers: Sendable {
    package private(set) var keys: [Key]

    /// One key of one person.
    package struct Key: Hashable, Sendable {
        package let person: Person
        package let publicKey: PublicKey
        package let validAfter: Date?
        package let validBefore: Date?

        /// Whether a signature received at `instant` counts.
        package func isValid(at instant: Date) -> Bool {
            (validAfter.map { $0 <= instant } ?? true) && (validBefore.map { instant < $0 } ?? true)
        }
    }

    package init() {
        keys = []
    }

    /// Reads the file, or says which line a catalog can't have.
    package init(parsing bytes: [UInt8]) throws(RegistryError) {
        let file: AllowedSigners
        do { file = try AllowedSigners(parsing: String(decoding: bytes, as: UTF8.self)) } catch {
            throw Self.invalid(line: error.line, "it can't be read (\(error.reason))")
        }
        keys = []
        for entry in file.entries {
            keys.append(try Self.key(entry))
        }
        for (key, others) in Dictionary(grouping: keys, by: \.publicKey) where others.count > 1 {
            throw RegistryError(
                .signersInvalid,
                "allowed_signers names the key \(key.fingerprint) more than once.",
                remedy: "Give every key one line and every person a key of their own.")
        }
    }

    private static func key(_ entry: AllowedSigners.Entry) throws(RegistryError) -> Key {
        guard entry.principals.count == 1, let person = Person(parsing: entry.principals[0]) else {
            throw invalid(line: entry.line, "it must name one person by \(Person.grammar)")
        }
        if let namespaces = entry.namespaces, !namespaces.matches("git") {
            throw invalid(
                line: entry.line, "its namespaces leave out 'git', so it signs nothing here")
        }
        guard !entry.dependsOnTimeZone else {
            throw invalid(
                line: entry.line, "its times must end in Z, or every machine reads another")
        }
        guard !entry.isCertificateAuthority else {
            throw invalid(line: entry.line, "certificate authorities are not accepted here yet")
        }
        return Key(
            person: person, publicKey: entry.key, validAfter: entry.validAfter,
            validBefore: entry.validBefore)
    }

    private static func invalid(line: Int, _ why: String) -> RegistryError {
        RegistryError(
            .signersInvalid, "allowed_signers:\(line): \(why).",
            remedy: "Write one line per key: alice@example.com namespaces=\"git\" ssh-ed25519 AAAA…"
        )
    }

    /// Whose key it is; `nil` for a key nobody here has.
    package func owner(of key: PublicKey) -> Key? {
        keys.first { $0.publicKey == key }
    }

    /// The keys of `person` that count at `instant`.
    package func keys(of person: Person, at instant: Date) -> [Key] {
        keys.filter { $0.person == person && $0.isValid(at: instant) }
    }
}
