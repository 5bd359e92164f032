import Cryptography
import Support

/// A Git repository whose user signs with an SSH key, and Git's own verdicts on its objects.
struct SigningRepository {
    let ring: KeyRing
    let key: PublicKey

    /// Makes a repository with one signed commit, and a list that allows its key.
    init(kind: String = "ed25519") async throws {
        ring = try KeyRing()
        key = try await ring.makeKey(kind)
        try ring.scratch.write("signers", "alice@example.com \(key.openSSHText)\n")
        try await git("init", "-q", "-b", "main", ".")
        try await git("config", "gpg.format", "ssh")
        try await git("config", "user.signingkey", ring.scratch.file("\(kind).pub"))
        try await git("config", "gpg.ssh.allowedSignersFile", ring.scratch.file("signers"))
        try await git("commit", "-q", "-S", "--allow-empty", "-m", "First")
    }

    @discardableResult
    func git(_ words: String...) async throws -> String {
        try await ring.demand(["git"] + words)
    }

    /// The content of the object of `type` that `name` resolves to.
    func object(_ type: String, _ name: String) async throws -> String {
        try await git("cat-file", type, name)
    }

    /// Stores `content` as it is and asks Git to verify it.
    func verifies(_ type: String, _ content: String) async throws -> Bool {
        let store = ["git", "hash-object", "-w", "--literally", "-t", type, "--stdin"]
        let name = try await ring.demand(store, input: content).prefix(40)
        return try await ring.run(["git", "verify-\(type)", String(name)]).status == 0
    }

    /// A signature over `payload` by the repository's key.
    func signature(of payload: String) async throws -> String {
        String(decoding: try await ring.sign(payload, with: "ed25519"), as: UTF8.self)
    }
}

/// What a Git object's signature comes to; `nil` if it is good.
enum Judgement {
    static func tag(_ content: String) -> SignatureError? {
        verdict { () throws(SignatureError) in try SignedPayload(tag: Array(content.utf8)) }
    }

    static func commit(_ content: String) -> SignatureError? {
        verdict { () throws(SignatureError) in try SignedPayload(commit: Array(content.utf8)) }
    }

    private static func verdict(
        _ split: () throws(SignatureError) -> SignedPayload
    ) -> SignatureError? {
        do throws(SignatureError) {
            let signed = try split()
            try Signature(armored: signed.signature).verify(signed.payload, namespace: "git")
            return nil
        } catch {
            return error
        }
    }
}
