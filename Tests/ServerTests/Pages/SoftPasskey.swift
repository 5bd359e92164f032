import FoundationEssentials
import RegistryCore
import Support
import Testing

/// A passkey made of software: `openssl` signs what an authenticator would, and the rest of a
/// browser's part is here (WebAuthn §5.8.1.1 and §6.1).
struct SoftPasskey {
    private let scratch: Scratch

    init() async throws {
        scratch = try Scratch("soft-passkey")
        _ = try await bytes(of: "openssl ecparam -name prime256v1 -genkey -noout -out key.pem")
    }

    /// What `getPublicKey()` gives, in base64url.
    func publicKey() async throws -> String {
        encodeBase64URL(
            try await bytes(of: "openssl ec -in key.pem -pubout -outform DER 2>/dev/null"))
    }

    /// The fields that a page's script adds to a form.
    func answers(
        to challenge: String, host: String = "localhost", origin: String = "http://localhost",
        flags: UInt8 = 5
    ) async throws -> [String: String] {
        let client = Array(
            (#"{"type":"webauthn.get","challenge":"\#(challenge)","origin":"\#(origin)","#
                + #""crossOrigin":false}"#).utf8)
        let data = try await hash(Array(host.utf8)) + [flags, 0, 0, 0, 7]
        try write("signed", data + (try await hash(client)))
        let signature = try await bytes(of: "openssl dgst -sha256 -sign key.pem signed")
        return [
            "authenticator_data": encodeBase64URL(data), "client_data": encodeBase64URL(client),
            "signature": encodeBase64URL(signature),
        ]
    }

    private func hash(_ bytes: [UInt8]) async throws -> [UInt8] {
        try write("hashed", bytes)
        return try await self.bytes(of: "openssl dgst -sha256 -binary hashed")
    }

    private func write(_ name: String, _ bytes: [UInt8]) throws {
        try Data(bytes).write(to: URL(filePath: scratch.file(name)))
    }

    private func bytes(of command: String) async throws -> [UInt8] {
        let made = try await shell(
            ["bash", "-euo", "pipefail", "-c", "\(command) | base64 -w0"], in: scratch.path,
            environment: hermeticEnvironment(home: scratch.path))
        try #require(made.status == 0, "\(made.text)")
        return Array(try #require(Data(base64Encoded: made.output)))
    }
}
