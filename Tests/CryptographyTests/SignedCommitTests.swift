import Cryptography
import Support
import Testing

@Suite struct `A signed commit` {
    @Test(arguments: KeyRing.kinds.keys.sorted())
    func `made by git verifies`(kind: String) async throws {
        let repository = try await SigningRepository(kind: kind)
        let commit = try await repository.object("commit", "HEAD")
        let signed = try SignedPayload(commit: Array(commit.utf8))
        #expect(signed.kind == .ssh)
        #expect(try Signature(armored: signed.signature).publicKey == repository.key)
        #expect(!String(decoding: signed.payload, as: UTF8.self).contains("gpgsig"))
        #expect(Judgement.commit(commit) == nil)
        #expect(try await repository.verifies("commit", commit))
    }

    @Test func `that merges a signed tag has one signature, its own`() async throws {
        let repository = try await SigningRepository()
        try await repository.git("switch", "-q", "-c", "topic")
        try await repository.git("commit", "-q", "--allow-empty", "-m", "Second")
        try await repository.git("tag", "-s", "-m", "Release", "v1")
        try await repository.git("switch", "-q", "main")
        try await repository.git("merge", "-q", "--no-ff", "-S", "-m", "Merge", "v1")
        let commit = try await repository.object("commit", "HEAD")
        try #require(commit.contains("\nmergetag "))
        #expect(Judgement.commit(commit) == nil)
        #expect(try await repository.verifies("commit", commit))
    }

    /// The last column: whether `git verify-commit` lets it pass.
    @Test(arguments: [
        ("First\n", "Last\n", SignatureError.bad, false),
        ("author Alice", "author Mallory", .bad, false),
        ("\ngpgsig ", "\ngpgsignature ", .malformed(.signatureHeader), false),
        ("\ngpgsig ", "\ngpgsig-sha256 x\n y\ngpgsig ", .malformed(.signatureHeader), true),
        ("\ngpgsig ", "\ngpgsigned x\ngpgsig ", .malformed(.signatureHeader), true),
        ("\ngpgsig ", "\nencoding x\ngpgsig ", .bad, false),
        ("SIGNATURE-----\n\n", "SIGNATURE-----\n more\n\n", .trailingData, true),
        ("SIGNATURE-----\n\n", "SIGNATURE-----\n \n\n", .trailingData, true),
        ("SIGNATURE-----\n\n", "SIGNATURE-----\ngpgsig more\n\n", .severalSignatures, true),
        ("gpgsig -----BEGIN", "gpgsig \n -----BEGIN", .malformed(.notArmored), false),
        ("gpgsig -----BEGIN", "gpgsig  -----BEGIN", .malformed(.notArmored), false),
    ])
    func `changed afterwards is refused wherever git refuses it, and more`(
        part: String, change: String, want: SignatureError, passesGit: Bool
    ) async throws {
        let repository = try await SigningRepository()
        let commit = try await repository.object("commit", "HEAD")
        try #require(commit.contains(part))
        let changed = commit.replacing(part, with: change, maxReplacements: 1)
        #expect(Judgement.commit(changed) == want)
        #expect(try await repository.verifies("commit", changed) == passesGit)
    }

    @Test(arguments: [
        "tree 1\nauthor a\n\nNo signature\n",
        "tree 1\nauthor a\n\ngpgsig -----BEGIN SSH SIGNATURE-----\n AAAA\n",
        "tree 1\nmergetag x\n gpgsig y\n\nm\n",
        "tree 1\n",
        "",
    ])
    func `without the header is unsigned, whatever its message says`(commit: String) throws {
        let signed = try SignedPayload(commit: Array(commit.utf8))
        #expect(signed.kind == .none)
        #expect(signed.payload == Array(commit.utf8))
        #expect(signed.signature.isEmpty)
    }

    @Test(arguments: ["tree 1\ngpgsig ", "tree 1\ngpgsig \n\nm\n"])
    func `with an empty header is malformed, not unsigned`(commit: String) {
        #expect(throws: SignatureError.malformed(.notArmored)) {
            try SignedPayload(commit: Array(commit.utf8))
        }
    }

    @Test func `by GitHub's OpenPGP key ends its signature in an empty line`() throws {
        let begin = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n AAAA\n"
        let commit = "tree 1\n\(begin) -----END PGP SIGNATURE-----\n \n\nMerge\n"
        let signed = try SignedPayload(commit: Array(commit.utf8))
        #expect(signed.kind == .openPGP)
        #expect(signed.payload == Array("tree 1\n\nMerge\n".utf8))
    }
}
