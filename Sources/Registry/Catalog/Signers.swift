package import Cryptography
package import FoundationEssentials
package import RegistryCore

/// Who signs with which key: `allowed_signers` and the lists of revoked keys, held to what a
/// catalog demands of them.
///
/// Each line names exactly one person and each key exactly one person, so that a valid signature
/// says who made it; only an authority's line may hold patterns, for its certificates name the
/// person.
package struct Signers: Sendable {
    package private(set) var keys: [Key]
    /// Whose certificates count.
    package private(set) var authorities: [AllowedSigners.Entry]
    /// What does not count any more.
    package var revoked = RevokedKeys()

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

    /// Nobody.
    package init() {
        (keys, authorities) = ([], [])
    }

    /// Reads the file, or says which line a catalog can't have.
    package init(parsing bytes: [UInt8]) throws(RegistryError) {
        let file: AllowedSigners
        do { file = try AllowedSigners(parsing: String(decoding: bytes, as: UTF8.self)) } catch {
            throw Self.invalid(line: error.line, "it can't be read (\(error.reason))")
        }
        (keys, authorities) = ([], file.entries.filter(\.isCertificateAuthority))
        for entry in file.entries {
            try Self.check(entry)
            if !entry.isCertificateAuthority { keys.append(try Self.key(entry)) }
        }
        let lines = Dictionary(grouping: file.entries, by: \.key)
        for (key, others) in lines where others.count > 1 {
            throw RegistryError(
                .signersInvalid,
                "allowed_signers names the key \(key.fingerprint) more than once.",
                remedy: "Give every key one line and every person a key of their own.")
        }
    }

    private static func check(_ entry: AllowedSigners.Entry) throws(RegistryError) {
        if let namespaces = entry.namespaces, !namespaces.matches("git") {
            throw invalid(
                line: entry.line, "its namespaces leave out 'git', so it signs nothing here")
        }
        guard !entry.dependsOnTimeZone else {
            throw invalid(
                line: entry.line, "its times must end in Z, or every machine reads another")
        }
        if case .unsupported(let type) = entry.key.algorithm, type.hasSuffix(certificateSuffix) {
            throw invalid(
                line: entry.line,
                "it holds a certificate, which is no key: name the authority "
                    + "that signed it, with cert-authority")
        }
    }

    private static func key(_ entry: AllowedSigners.Entry) throws(RegistryError) -> Key {
        guard entry.principals.count == 1, let person = Person(parsing: entry.principals[0]) else {
            throw invalid(line: entry.line, "it must name one person by \(Person.grammar)")
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
        keys.filter { key in
            key.person == person && key.isValid(at: instant)
                && revoked.revocation(of: .ssh(key.publicKey)).map { instant < $0 } ?? true
        }
    }
}

/// How the types of certificates end.
private let certificateSuffix = "-cert-v01@openssh.com"
