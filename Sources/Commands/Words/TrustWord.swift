package import RegistryCore

/// What `--trust` takes: what a verifier knows of a registry by another way than the clone at hand.
package struct TrustWord: Word {
    /// The catalog's first commit.
    package let commit: ObjectID
    /// Of the registry's own key, as `ssh-keygen -l` prints it: `SHA256:` and 43 characters.
    package let fingerprint: String

    package static let noun = "the roots of trust"
    package static let grammar =
        "<first commit>,<fingerprint>: 40 hex digits, and SHA256: with the 43 characters that "
        + "`ssh-keygen -l` prints after it"

    /// Splits at the first `,`.
    package init?(parsing text: String) {
        guard let (commit, fingerprint) = text.cut(at: ","), let id = ObjectID(parsing: commit),
            isFingerprint(fingerprint)
        else { return nil }
        self.commit = id
        self.fingerprint = fingerprint
    }

    package var description: String { "\(commit),\(fingerprint)" }
}

/// Unpadded Base64 of 32 bytes after `SHA256:`, as OpenSSH writes the fingerprint of a key.
private func isFingerprint(_ text: String) -> Bool {
    guard text.hasPrefix("SHA256:"), text.utf8.count == "SHA256:".count + 43 else { return false }
    return text.utf8.dropFirst("SHA256:".count).allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
            true
        default: false
        }
    }
}
