import RegistryCore

/// What a hardware key says along with its signature, all of which the signature covers
/// (https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.u2f).
struct SecurityKeyAssertion {
    private let flags: UInt8
    private let counter: UInt32
    /// What a browser put around the message, if one was there to sign.
    private let browser: BrowserData?

    /// Reads what follows the signature proper.
    init(algorithm: String, from reader: inout SSHReader) throws(WireError) {
        flags = try reader.readBytes(1)[0]
        counter = try reader.readUInt32()
        browser =
            algorithm == SecurityKeyType.webAuthn ? try BrowserData(from: &reader) : nil
    }

    /// Whether somebody touched the token: bit 0 (WebAuthn §6.1, UP).
    var isUserPresent: Bool { flags & 0x01 != 0 }

    /// Whether the token knew who touched it, by a PIN or a finger: bit 2 (WebAuthn §6.1, UV).
    var isUserVerified: Bool { flags & 0x04 != 0 }

    /// Whether a page of this very host had it made, if a browser made it: by TLS, or on the user's
    /// own machine.
    ///
    /// A browser lets a page of any host below use the key, too (WebAuthn §5.1.4.1), and
    /// shows only the host that the key is for. OpenSSH compares neither.
    func isMade(on host: String) -> Bool {
        guard let browser else { return true }
        let origin = String(decoding: browser.origin, as: UTF8.self)
        let pages = ["https://\(host)"] + (host == "localhost" ? ["http://localhost"] : [])
        return pages.contains { origin == $0 || origin.hasPrefix("\($0):") }
    }

    /// What the token signed in place of `data`.
    func signedData(
        for data: [UInt8], application: String
    ) throws(SignatureError) -> [UInt8] {
        var head = HashFunction.sha256.hash(Array(application.utf8)) + [flags]
        head += stride(from: 24, through: 0, by: -8).map { UInt8(counter >> $0 & 0xff) }
        guard let browser else { return head + HashFunction.sha256.hash(data) }
        guard browser.wraps(data), browser.agrees(with: flags) else { throw .bad }
        return head + browser.extensions + HashFunction.sha256.hash(browser.clientData)
    }
}

/// What a browser adds: it signs a JSON text in whose fixed beginning the message stands.
private struct BrowserData {
    let origin: [UInt8]
    let clientData: [UInt8]
    let extensions: [UInt8]

    init(from reader: inout SSHReader) throws(WireError) {
        origin = try reader.readString()
        clientData = try reader.readString()
        extensions = try reader.readString()
    }

    /// Whether the client data is of a signature over `data`, as WebAuthn §5.8.1.1 serializes it;
    /// no JSON needs to be read, and what follows the origin says nothing about the message.
    func wraps(_ data: [UInt8]) -> Bool {
        guard !origin.contains(UInt8(ascii: "\"")), !origin.contains(0) else { return false }
        let challenge = encodeBase64(data).filter { $0 != "=" }
            .replacing("+", with: "-").replacing("/", with: "_")
        let start = #"{"type":"webauthn.get","challenge":"\#(challenge)","origin":""#
        return clientData.starts(with: Array(start.utf8) + origin + [UInt8(ascii: "\"")])
    }

    /// Whether the flags announce what is there: no attested key (bit 6), and extensions (bit 7)
    /// exactly if there are some.
    func agrees(with flags: UInt8) -> Bool {
        flags & 0x40 == 0 && (flags & 0x80 != 0) == !extensions.isEmpty
    }
}
