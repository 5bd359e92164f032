import Cryptography
import Support

/// Throw-away keys made by the real `ssh-keygen`, and its verdicts.
final class KeyRing: Sendable {
    /// Every kind of key that is verified, by a name for its file.
    static let kinds: [String: [String]] = [
        "ed25519": ["-t", "ed25519"], "p256": ["-t", "ecdsa", "-b", "256"],
        "p384": ["-t", "ecdsa", "-b", "384"], "p521": ["-t", "ecdsa", "-b", "521"],
        "rsa": ["-t", "rsa", "-b", "2048"],
    ]

    let scratch: Scratch
    let environment: [String: String]

    init(timeZone: String = "UTC") throws {
        scratch = try Scratch("cairn-keys")
        environment = hermeticEnvironment(
            home: scratch.path,
            [
                "GIT_AUTHOR_NAME": "Alice", "GIT_AUTHOR_EMAIL": "alice@example.com",
                "GIT_COMMITTER_NAME": "Alice", "GIT_COMMITTER_EMAIL": "alice@example.com",
                "TZ": timeZone,
            ])
    }

    /// Makes a key of `kind` and returns its public half.
    func makeKey(_ name: String, _ kind: [String]) async throws -> PublicKey {
        let words = ["ssh-keygen", "-q", "-N", "", "-C", name, "-f", name] + kind
        try await demand(words)
        return try PublicKey(parsing: try text("\(name).pub"))
    }

    func makeKey(_ kind: String) async throws -> PublicKey {
        try await makeKey(kind, KeyRing.kinds[kind] ?? [])
    }

    /// The armoured signature of `message` by the key `name`.
    func sign(
        _ message: String, with name: String, namespace: String = "git", hash: String = "sha512"
    ) async throws -> [UInt8] {
        let file = "message-\(name)-\(hash)"
        try scratch.write(file, message)
        try await demand(
            [
                "ssh-keygen", "-Y", "sign", "-f", name, "-n", namespace, "-O", "hashalg=\(hash)",
                file,
            ]
        )
        return try scratch.read("\(file).sig")
    }

    /// Whether `ssh-keygen` finds `signature` good for `message`, whoever the key belongs to.
    func checks(_ signature: [UInt8], _ message: String, namespace: String = "git") async throws
        -> Bool
    {
        let file = "check-\(UInt64.random(in: 0...UInt64.max)).sig"
        try scratch.write(file, signature)
        let words = ["ssh-keygen", "-Y", "check-novalidate", "-n", namespace, "-s", file]
        return try await run(words, input: message).status == 0
    }

    func text(_ name: String) throws -> String {
        String(decoding: try scratch.read(name), as: UTF8.self)
    }

    /// Runs `words` with `input` from a file: `ssh-keygen` may refuse a signature before it reads
    /// the message, and a pipe nobody reads ends the test process with `SIGPIPE`.
    func run(_ words: [String], input: String = "") async throws -> Outcome {
        let file = try scratch.write("input-\(UInt64.random(in: 0...UInt64.max))", input)
        let redirected = ["sh", "-c", "input=$1; shift; exec \"$@\" <\"$input\"", "sh", file]
        return try await shell(redirected + words, in: scratch.path, environment: environment)
    }

    @discardableResult
    func demand(_ words: [String], input: String = "") async throws -> String {
        let outcome = try await run(words, input: input)
        guard outcome.status == 0 else { throw Failed(text: outcome.text) }
        return outcome.output
    }

    struct Failed: Error {
        let text: String
    }
}

extension Signature {
    /// The whole way from armour to verdict; `nil` if good.
    static func objection(
        to armored: [UInt8], over message: String, namespace: String = "git"
    ) -> SignatureError? {
        do throws(SignatureError) {
            try Signature(armored: armored).verify(Array(message.utf8), namespace: namespace)
            return nil
        } catch {
            return error
        }
    }
}
