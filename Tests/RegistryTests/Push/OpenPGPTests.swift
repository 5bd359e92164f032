import FoundationEssentials
import Registry
import RegistryCore
import Testing

private let carolsFile = "keys/openpgp/carol@example.com.asc"

@Suite struct `An OpenPGP key` {
    static let refused: [RefusedPush] = [
        .main("added by a maintainer", by: "bob", .roleMissing, .file(carolsFile, "x")),
        .main("that is none", .signersInvalid, .file(carolsFile, "x")),
        .main("of nobody", .pathRefused, .file("keys/openpgp/carol.asc", "x")),
        .main("in another place", .pathRefused, .file("keys/carol@example.com.asc", "x")),
        .main(
            "revoked by a part of its fingerprint", .signersInvalid,
            .file("keys/openpgp/revoked", "D745DCD5ADA32377 2026-01-01T00:00:00Z\n")),
        RefusedPush("that is private", .signersInvalid) { bench in
            _ = try await bench.makeOpenPGPKeys("carol")
            let words = [
                "gpg", "--batch", "--pinentry-mode=loopback", "--passphrase", "", "--armor",
            ]
            let secret = try await bench.run(words + ["--export-secret-keys"], in: bench.folder)
            let commit = try await bench.commit(
                onto: bench.facts.main,
                .file(carolsFile, secret.replacing("PRIVATE", with: "PUBLIC") + "\n"))
            return ["\(commit):refs/heads/main"]
        },
        RefusedPush("of two people", .signersInvalid) { bench in
            let keys = try await bench.makeOpenPGPKeys("carol")
            let commit = try await bench.commit(
                onto: bench.facts.main, .file(carolsFile, keys),
                .file("keys/openpgp/dan@example.com.asc", keys))
            return ["\(commit):refs/heads/main"]
        },
        RefusedPush("taken out", .signersInvalid) { bench in
            let both = try await bench.makeOpenPGPKeys("carol", "dan")
            try await bench.change(.file(carolsFile, both))
            let words = ["gpg", "--armor", "--export", "<dan@example.com>"]
            let one = try await bench.run(words, in: bench.folder) + "\n"
            let tip = try #require(try await bench.tip("refs/heads/main"))
            let commit = try await bench.commit(onto: tip, .file(carolsFile, one))
            return ["\(commit):refs/heads/main"]
        },
        RefusedPush("that the signer does not have", by: "carol", .approvalInvalid) { bench in
            _ = try await bench.makeOpenPGPKeys("carol")
            return [try await bench.signOpenPGP(bench.statement(), with: "carol")]
        },
        RefusedPush("of another person", by: "carol", .signatureBad) { bench in
            try await bench.change(.file(carolsFile, try await bench.makeOpenPGPKeys("carol")))
            _ = try await bench.makeOpenPGPKeys("dan")
            return [try await bench.signOpenPGP(bench.statement(), with: "dan")]
        },
        RefusedPush("that is revoked", by: "carol", .approvalInvalid) { bench in
            try await bench.change(.file(carolsFile, try await bench.makeOpenPGPKeys("carol")))
            let fingerprint = try await bench.openPGPFingerprint("carol")
            try await bench.change(
                .file("keys/openpgp/revoked", "\(fingerprint) 2026-01-01T00:00:00Z stolen\n"))
            return [try await bench.signOpenPGP(bench.statement(), with: "carol")]
        },
    ]

    @Test(arguments: refused)
    func `is refused, and no ref moves`(push: RefusedPush) async throws {
        try await push.expect(on: Bench())
    }

    @Test func `approves`() async throws {
        let bench = try await Bench()
        try await bench.change(.file(carolsFile, try await bench.makeOpenPGPKeys("carol")))
        try await bench.require(
            try await bench.signOpenPGP(bench.statement(), with: "carol"), as: "carol")
        try await bench.require("\(bench.facts.proposal):\(stage("production"))")
        #expect(try await bench.verify().objections == [])
    }

    @Test func `of a member is added, approves by the command, and is closed`() async throws {
        let bench = try await Bench()
        let keys = try await bench.makeOpenPGPKeys("erin")
        try await bench.git("config", "--global", "gpg.format", "openpgp")
        try await bench.git("config", "--global", "user.signingkey", "<erin@example.com>")
        let admin = try await Workspace.open(bench.session(of: "alice", in: bench.catalog))
        let added = try await admin.addPerson(
            NewPerson(
                person: "erin@example.com", publicKey: keys,
                groups: [try GroupName(checking: "reviewers")], role: .contributor))
        #expect(added.person.keys.map(\.algorithm) == ["openpgp"])
        let erin = try await Workspace.open(
            bench.session(of: "erin", in: bench.catalog), fresh: true)
        let draft = try await erin.draftDecision(
            .approve, on: "fraud/detector", stage: "production", proposal: nil,
            words: DecisionWords())
        _ = try await erin.sign(draft)
        try await bench.require("\(bench.facts.proposal):\(stage("production"))")
        let again = try await Workspace.open(
            bench.session(of: "alice", in: bench.catalog), fresh: true)
        let closed = try await again.closeKeys(of: "erin@example.com")
        #expect(closed.person.keys.map(\.valid) == [false])
    }
}
