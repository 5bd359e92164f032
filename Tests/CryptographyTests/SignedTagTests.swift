import Cryptography
import Support
import Testing

private let begin = "-----BEGIN SSH SIGNATURE-----"
private let end = "-----END SSH SIGNATURE-----"

/// One change to a signed tag, what it earns, and whether `git verify-tag` lets it pass; `nil`
/// where that depends on the version of OpenSSH.
private struct Change: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let want: SignatureError?
    let passesGit: Bool?
    let apply: @Sendable (String) -> String

    init(
        _ name: String, _ want: SignatureError?, passesGit: Bool?,
        _ apply: @escaping @Sendable (String) -> String
    ) {
        (testDescription, self.want, self.passesGit) = (name, want, passesGit)
        self.apply = apply
    }
}

@Suite struct `A signed tag` {
    @Test(arguments: KeyRing.kinds.keys.sorted())
    func `made by git verifies`(kind: String) async throws {
        let repository = try await SigningRepository(kind: kind)
        try await repository.git("tag", "-s", "-m", "Release\n\nwith a body", "v1")
        let tag = try await repository.object("tag", "v1")
        let signed = try SignedPayload(tag: Array(tag.utf8))
        #expect(signed.kind == .ssh)
        #expect(signed.payload + signed.signature == Array(tag.utf8))
        #expect(try Signature(armored: signed.signature).publicKey == repository.key)
        #expect(Judgement.tag(tag) == nil)
        #expect(try await repository.verifies("tag", tag))
    }

    @Test(arguments: changes)
    private func `changed afterwards is refused wherever git refuses it, and more`(
        change: Change
    ) async throws {
        let repository = try await SigningRepository()
        try await repository.git("tag", "-s", "-m", "Release", "v1")
        let tag = change.apply(try await repository.object("tag", "v1"))
        #expect(Judgement.tag(tag) == change.want)
        guard let passesGit = change.passesGit else { return }
        #expect(try await repository.verifies("tag", tag) == passesGit)
    }

    @Test func `may not be signed twice, though git is content with the last signature`()
        async throws
    {
        let repository = try await SigningRepository()
        try await repository.git("tag", "-s", "-m", "Release", "v1")
        let once = try await repository.object("tag", "v1")
        let twice = once + (try await repository.signature(of: once))
        #expect(Judgement.tag(twice) == .severalSignatures)
        #expect(try await repository.verifies("tag", twice))
    }

    @Test func `by another key than it says is bad`() async throws {
        let repository = try await SigningRepository()
        try await repository.git("tag", "-s", "-m", "Release", "v1")
        let signed = try SignedPayload(
            tag: Array(try await repository.object("tag", "v1").utf8))
        let stranger = try await repository.ring.makeKey("stranger", ["-t", "ed25519"])
        var fields = try SignatureFields(armored: signed.signature)
        fields.publicKey = stranger.blob
        let tag = String(decoding: signed.payload + fields.armored, as: UTF8.self)
        #expect(Judgement.tag(tag) == .bad)
        #expect(try await repository.verifies("tag", tag) == false)
    }

    @Test func `for another purpose than Git is of the wrong namespace`() async throws {
        let repository = try await SigningRepository()
        try await repository.git("tag", "-a", "-m", "Release", "v1")
        let payload = try await repository.object("tag", "v1")
        let signature = try await repository.ring.sign(
            payload, with: "ed25519", namespace: "file")
        let tag = payload + String(decoding: signature, as: UTF8.self)
        #expect(Judgement.tag(tag) == .wrongNamespace("file"))
        #expect(try await repository.verifies("tag", tag) == false)
    }

    @Test func `without its signature is unsigned, whatever its message says`() throws {
        let tag = "object 1\n\nSee -----BEGIN SSH SIGNATURE-----\n -----BEGIN PGP SIGNATURE-----\n"
        let signed = try SignedPayload(tag: Array(tag.utf8))
        #expect(signed.kind == .none)
        #expect(signed.payload == Array(tag.utf8))
        #expect(signed.signature.isEmpty)
    }

    @Test(arguments: ["SIGNATURE", "MESSAGE"])
    func `by OpenPGP is told apart`(label: String) throws {
        let armor = "-----BEGIN PGP \(label)-----\n\nAAAA\n-----END PGP \(label)-----\n"
        let signed = try SignedPayload(tag: Array("object 1\n\nm\n\(armor)".utf8))
        #expect(signed.kind == .openPGP)
        #expect(signed.payload == Array("object 1\n\nm\n".utf8))
        #expect(signed.signature == Array(armor.utf8))
    }

    @Test func `by X.509 is unsupported, never bad`() {
        let armor = "-----BEGIN SIGNED MESSAGE-----\nAAAA\n-----END SIGNED MESSAGE-----\n"
        #expect(throws: SignatureError.unsupported(algorithm: "x509")) {
            try SignedPayload(tag: Array("object 1\n\nm\n\(armor)".utf8))
        }
    }
}

private let changes = [
    Change("not at all", nil, passesGit: true) { $0 },
    Change("a word of the message", .bad, passesGit: false) {
        $0.replacing("Release", with: "Retreat")
    },
    Change("the tag's name", .bad, passesGit: false) {
        $0.replacing("\ntag v1\n", with: "\ntag v2\n")
    },
    Change("the last line feed gone", nil, passesGit: true) { String($0.dropLast()) },
    Change("the signature stripped", .malformed(.notArmored), passesGit: false) {
        String($0.prefix(upTo: $0.firstRange(of: begin)?.lowerBound ?? $0.endIndex))
    },
    Change("the same signature twice", .severalSignatures, passesGit: false) {
        $0 + $0.suffix(from: $0.firstRange(of: begin)?.lowerBound ?? $0.startIndex)
    },
    Change("a line after the signature", .trailingData, passesGit: true) { $0 + "and more\n" },
    Change("an empty line after it", .trailingData, passesGit: true) { $0 + "\n" },
    Change("a word after its last line", .trailingData, passesGit: true) {
        String($0.dropLast()) + " and more\n"
    },
    Change("DOS line ends in the signature", .malformed(.notArmored), passesGit: nil) {
        let start = $0.firstRange(of: begin)?.lowerBound ?? $0.endIndex
        return String($0[..<start] + $0[start...].replacing("\n", with: "\r\n"))
    },
    Change("DOS line ends throughout", .malformed(.notArmored), passesGit: false) {
        $0.replacing("\n", with: "\r\n")
    },
    Change("no end", .malformed(.notArmored), passesGit: false) { $0.replacing(end, with: "") },
    Change("a second header line", .bad, passesGit: false) {
        $0.replacing("\ntagger", with: "\nnote x\ntagger")
    },
    Change("a header git drops unread", .malformed(.signatureHeader), passesGit: true) {
        $0.replacing("\ntagger", with: "\ngpgsig-sha256 x\n y\ntagger")
    },
]
