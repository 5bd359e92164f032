package import Cryptography

/// What `gpg` wrote to its status file descriptor (doc/DETAILS in GnuPG's sources), which alone
/// counts: its messages for people can be made to say anything (CVE-2018-12020).
package struct StatusLines {
    private let lines: [[Substring]]

    /// Takes the lines that begin with gpg's own mark, and splits them at their spaces.
    package init(_ text: String) {
        lines = text.split(separator: "\n").filter { $0.hasPrefix("[GNUPG:] ") }
            .map { $0.split(separator: " ", omittingEmptySubsequences: false).dropFirst() }
            .map(Array.init)
    }

    /// What any of these lines says against a signature.
    private static let failures: [Substring: OpenPGPError.Finding] = [
        "BADSIG": .broken, "EXPSIG": .expired, "EXPKEYSIG": .expiredKey,
        "REVKEYSIG": .revokedKey, "NO_PUBKEY": .unknownKey, "ERRSIG": .unreadable,
        "NODATA": .unreadable, "BADARMOR": .unreadable,
    ]

    /// The primary key that made the one good signature.
    package func signer() throws(OpenPGPError) -> OpenPGPFingerprint {
        let words = lines.compactMap(\.first)
        // NO_PUBKEY says more than the ERRSIG before it.
        if words.contains("NO_PUBKEY") { throw .bad(.unknownKey) }
        if let failure = words.compactMap({ Self.failures[$0] }).first { throw .bad(failure) }
        for word: Substring in ["NEWSIG", "GOODSIG", "VALIDSIG"] {
            guard words.count(where: { $0 == word }) == 1 else { throw .bad(.severalSignatures) }
        }
        guard let valid = lines.first(where: { $0.first == "VALIDSIG" }), valid.count == 11 else {
            throw .failed(reason: "gpg did not say whose signature it is")
        }
        // VALIDSIG <key> <date> <time> <expiry> <version> <reserved> <algorithm> <hash> <class>
        // <primary key>
        guard let fingerprint = OpenPGPFingerprint(parsing: valid[10]) else {
            throw .failed(reason: "gpg gave no fingerprint")
        }
        return fingerprint
    }
}
