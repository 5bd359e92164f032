/// What a browser says when somebody has used a passkey (WebAuthn §5.2.2), on its way to become an
/// SSH signature. It says nothing until that is verified.
package struct BrowserAssertion: Sendable {
    /// The scheme, host and port of the page that asked for it.
    package let origin: String
    private let clientData: [UInt8]
    /// Flags and counter, as an SSH signature has them too.
    private let asserted: [UInt8]
    private let extensions: [UInt8]
    private let numbers: (r: [UInt8], s: [UInt8])

    /// Takes the three parts of a browser's answer apart.
    ///
    /// - Parameters:
    ///   - authenticatorData: The hash of the relying party's id, flags, counter and extensions
    ///     (WebAuthn §6.1).
    ///   - clientData: JSON whose beginning has one form only (WebAuthn §5.8.1.1).
    ///   - signature: ECDSA's two numbers in DER.
    package init(
        authenticatorData: [UInt8], clientData: [UInt8], signature: [UInt8]
    ) throws(WireError) {
        guard authenticatorData.count >= Self.shortest, clientData.count <= Self.longest,
            authenticatorData.count <= Self.longest
        else { throw .truncated }
        asserted = Array(authenticatorData[32..<Self.shortest])
        extensions = Array(authenticatorData[Self.shortest...])
        self.clientData = clientData
        numbers = try DER.integers(in: signature)
        guard let origin = Self.origin(in: clientData) else { throw .contradiction }
        self.origin = origin
    }

    /// A hash, a byte and four.
    private static let shortest = 32 + 1 + 4
    /// Far more than browsers write, in bytes.
    private static let longest = 4096

    /// No part of the beginning is ever escaped, so its marks are where words end.
    private static func origin(in clientData: [UInt8]) -> String? {
        let words = clientData.split(
            separator: UInt8(ascii: "\""), maxSplits: 12, omittingEmptySubsequences: false)
        guard words.count == 13 else { return nil }
        var known = words.map { String(decoding: $0, as: UTF8.self) }
        let origin = known[11]
        known[7] = ""
        let beginning = known[..<11].joined(separator: "\"")
        return beginning == #"{"type":"webauthn.get","challenge":"","origin":"# ? origin : nil
    }

    /// The assertion as an SSH signature of the algorithm that OpenSSH has for browsers
    /// (https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.u2f).
    var signature: [UInt8] {
        var pair: [UInt8] = []
        pair.appendSSHString(numbers.r)
        pair.appendSSHString(numbers.s)
        var signature: [UInt8] = []
        signature.appendSSHString(SecurityKeyType.webAuthn.utf8)
        signature.appendSSHString(pair)
        signature += asserted
        signature.appendSSHString(origin.utf8)
        signature.appendSSHString(clientData)
        signature.appendSSHString(extensions)
        return signature
    }
}
