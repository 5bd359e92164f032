import FoundationEssentials
import Registry
import RegistryCore
import Testing

private let longAgo = Date(timeIntervalSince1970: 1_700_000_000)

@Suite struct `A revoked key` {
    static let refused: [RefusedPush] = [
        listing("by a maintainer", by: "bob", .roleMissing) {
            try $0.revocation(of: "carol", since: longAgo)
        },
        listing("that is none", .signersInvalid) { _ in "ssh-ed25519 AAAA 2026-01-01T00:00:00Z\n" },
        listing("by its fingerprint", .signersInvalid) { _ in
            "SHA256:ZxTZQ/K7JZpz0mHqWqdmYCUcq3MAtnu9TYA66TCBkxM 2026-01-01T00:00:00Z\n"
        },
        listing("without a time", .signersInvalid) { "\(try $0.publicKey("carol"))\n" },
        listing("with a time of no zone", .signersInvalid) {
            "\(try $0.publicKey("carol")) 2026-01-01T00:00:00\n"
        },
        listing("in the future", .signersInvalid) {
            try $0.revocation(of: "carol", since: Date().addingTimeInterval(3600))
        },
        listing("of the last admin", .adminMissing) {
            try $0.revocation(of: "alice", since: longAgo)
        },
        RefusedPush("taken off the list", .signersInvalid) { bench in
            let line = try bench.revocation(of: "stranger", since: longAgo)
            try await bench.change(.file("revoked_keys", line))
            let tip = try #require(try await bench.tip("refs/heads/main"))
            let commit = try await bench.commit(onto: tip, .file("revoked_keys", "# none\n"))
            return ["\(commit):refs/heads/main"]
        },
        RefusedPush("revoked later than it was", .signersInvalid) { bench in
            let line = try bench.revocation(of: "stranger", since: longAgo)
            try await bench.change(.file("revoked_keys", line))
            let tip = try #require(try await bench.tip("refs/heads/main"))
            let later = try bench.revocation(of: "stranger", since: longAgo.addingTimeInterval(1))
            let commit = try await bench.commit(onto: tip, .file("revoked_keys", later))
            return ["\(commit):refs/heads/main"]
        },
        RefusedPush("signs an approval", by: "carol", .approvalInvalid) { bench in
            let line = try bench.revocation(of: "carol", since: longAgo)
            try await bench.change(.file("revoked_keys", line))
            return [try await bench.sign(bench.statement())]
        },
    ]

    private static func listing(
        _ description: String, by person: String = "alice", _ code: ErrorCode,
        _ text: @escaping @Sendable (Bench) throws -> String
    ) -> RefusedPush {
        RefusedPush("listed \(description)", by: person, code) { bench in
            let commit = try await bench.commit(
                onto: bench.facts.main, by: person, .file("revoked_keys", try text(bench)))
            return ["\(commit):refs/heads/main"]
        }
    }

    @Test(arguments: refused)
    func `is refused, and no ref moves`(push: RefusedPush) async throws {
        try await push.expect(on: Bench())
    }

    @Test func `takes back what the registry received since then`() async throws {
        let bench = try await Bench()
        try await bench.require(try await bench.sign(bench.statement()), as: "carol")
        let line = try bench.revocation(of: "carol", since: longAgo)
        try await bench.change(.file("revoked_keys", line))
        let pushed = try await bench.push(["\(bench.facts.proposal):\(stage("production"))"])
        #expect(pushed.codes == [.approvalsMissing])
    }

    @Test func `leaves what the registry received before`() async throws {
        let bench = try await Bench()
        try await bench.require(try await bench.sign(bench.statement()), as: "carol")
        // The time is of whole seconds, and the same second would not be before.
        try await Task.sleep(for: .milliseconds(1100))
        let line = try bench.revocation(of: "carol", since: Date())
        try await bench.change(.file("revoked_keys", line))
        try await bench.require("\(bench.facts.proposal):\(stage("production"))")
        #expect(try await bench.verify().objections == [])
    }

    @Test func `is found out by verify, in what was completed before anybody knew`() async throws {
        let bench = try await Bench()
        try await bench.approveAndComplete()
        #expect(try await bench.verify().objections == [])
        let line = try bench.revocation(of: "carol", since: longAgo)
        try await bench.change(.file("revoked_keys", line))
        let report = try await bench.verify()
        #expect(report.objections.map(\.code) == [.approvalsMissing, .approvalInvalid])
        #expect(report.objections.last?.message.contains("revoked since") == true)
    }

    @Test func `never counts where no audit log tells when it signed`() async throws {
        let bench = try await Bench()
        try await bench.approveAndComplete()
        try await Task.sleep(for: .milliseconds(1100))
        let line = try bench.revocation(of: "carol", since: Date())
        try await bench.change(.file("revoked_keys", line))
        #expect(try await bench.verify().objections == [])
        try await bench.git("clone", "--quiet", bench.catalog, "clone", in: bench.folder)
        let report = try await bench.verify(
            VerificationRequest(stage: "production"), in: "\(bench.folder)/clone")
        #expect(report.objections.map(\.code) == [.approvalsMissing, .approvalInvalid])
    }
}
