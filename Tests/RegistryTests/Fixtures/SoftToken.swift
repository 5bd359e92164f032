import FoundationEssentials
import RegistryCore

/// A hardware key (`sk-ssh-ed25519@openssh.com`) made of software: `openssl` signs what a token
/// would, with whatever the test says of who touched it.
struct SoftToken {
    private let bench: Bench
    private let key: [UInt8]

    private static let type = "sk-ssh-ed25519@openssh.com"
    private static let application = "ssh:"

    /// Makes the key in the bench's folder.
    init(_ bench: Bench) async throws {
        self.bench = bench
        try await bench.run(
            ["openssl", "genpkey", "-algorithm", "ed25519", "-out", "token.pem"], in: bench.folder)
        let encoded = try await Self.bytes(
            of: "openssl pkey -in token.pem -pubout -outform DER", in: bench)
        // RFC 8410 §4: the key itself is the last 32 bytes.
        key = Array(encoded.suffix(32))
    }

    /// As `allowed_signers` names it.
    var publicKey: String {
        "\(Self.type) \(Data(blob).base64EncodedString())"
    }

    /// The armoured signature of `message`, for the namespace `git`.
    ///
    /// - Parameter flags: 1 for a touch, 4 for a PIN.
    func sign(_ message: String, flags: UInt8) async throws -> String {
        let digest = try await hash(Array(message.utf8), "sha512")
        let frame = string("git") + string("") + string("sha512")
        let data = Array("SSHSIG".utf8) + frame + string(digest)
        let asserted = [flags, 0, 0, 0, 7]
        let signed =
            try await hash(Array(Self.application.utf8), "sha256") + asserted
            + hash(data, "sha256")
        try write("signed", signed)
        let signature = try await Self.bytes(
            of: "openssl pkeyutl -sign -inkey token.pem -rawin -in signed", in: bench)
        let inner = string(Self.type) + string(signature) + asserted
        let whole = Array("SSHSIG".utf8) + [0, 0, 0, 1] + string(blob) + frame + string(inner)
        return "-----BEGIN SSH SIGNATURE-----\n\(Data(whole).base64EncodedString())\n"
            + "-----END SSH SIGNATURE-----\n"
    }

    private var blob: [UInt8] {
        string(Self.type) + string(key) + string(Self.application)
    }

    private func hash(_ bytes: [UInt8], _ name: String) async throws -> [UInt8] {
        try write("hashed", bytes)
        return try await Self.bytes(of: "openssl dgst -\(name) -binary hashed", in: bench)
    }

    private func write(_ name: String, _ bytes: [UInt8]) throws {
        try Data(bytes).write(to: URL(filePath: "\(bench.folder)/\(name)"))
    }

    private func string(_ text: String) -> [UInt8] { string(Array(text.utf8)) }

    private func string(_ bytes: [UInt8]) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(bytes.count >> $0 & 0xff) } + bytes
    }

    /// What a command writes, as bytes.
    private static func bytes(of command: String, in bench: Bench) async throws -> [UInt8] {
        let text = try await bench.run(
            ["sh", "-c", "\(command) | base64 -w0"], in: bench.folder)
        return Array(Data(base64Encoded: text) ?? Data())
    }
}
