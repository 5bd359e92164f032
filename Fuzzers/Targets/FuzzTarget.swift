/// A reader of bytes that come from outside, and what must hold of it for any bytes at all.
///
/// One list for both who use it: libFuzzer (`make fuzz`), and the ordinary tests, which put every
/// file of the corpus and some thousand mutations of it through the same checks.
package enum FuzzTarget: String, CaseIterable, Sendable {
    /// A Git LFS pointer.
    case pointer
    /// An SSH signature in its armor.
    case armor
    /// What is inside the armor, so that a fuzzer need not guess base64.
    case sshsig
    /// `allowed_signers`.
    case signers
    /// `revoked_keys`, of SSH and of OpenPGP.
    case revoked
    /// A tag object: its signature, its fields, and the statement in its message.
    case tag
    /// A commit object: its signature, its fields, and its trailers.
    case commit
    /// The message of an approval alone.
    case statement
    /// YAML, whatever it says.
    case yaml
    /// Each schema of a manifest.
    case manifest
    /// A model card.
    case card
    /// Names, references, refs and paths in the store.
    case name
    /// Packets of Git's line protocol, as they come over SSH.
    case pktline
    /// What sshd hands over: a command, and a key or certificate.
    case ssh
    /// What somebody searches for.
    case query
    /// What a server is shown for a token, and the JSON in it.
    case token

    /// Puts `bytes` through the reader and returns whether it took them; throws if something does
    /// not hold that must. To refuse them with the reader's own error is no failure.
    @discardableResult
    package func check(_ bytes: [UInt8]) throws(BrokenProperty) -> Bool {
        switch self {
        case .pointer: try checkPointer(bytes)
        case .armor: try checkArmor(bytes)
        case .sshsig: try checkSSHSIG(bytes)
        case .signers: try checkSigners(bytes)
        case .revoked: try checkRevoked(bytes)
        case .tag: try checkTag(bytes)
        case .commit: try checkCommit(bytes)
        case .statement: try checkStatement(bytes)
        case .yaml: try checkYAML(bytes)
        case .manifest: try checkManifest(bytes)
        case .card: try checkCard(bytes)
        case .name: try checkNames(bytes)
        case .pktline: try checkPktLines(bytes)
        case .ssh: try checkSSH(bytes)
        case .query: try checkQuery(bytes)
        case .token: try checkToken(bytes)
        }
    }
}

/// Something that must hold of a reader, and did not.
package struct BrokenProperty: Error, CustomStringConvertible {
    package let description: String
}

/// Throws unless `holds`.
func require(
    _ holds: Bool, _ property: @autoclosure () -> String
) throws(BrokenProperty) {
    guard holds else { throw BrokenProperty(description: property()) }
}
