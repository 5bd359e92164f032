import FoundationEssentials
import Registry
import RegistryCore
import Testing

private let unknownLog = "There is no audit log here, so nothing is proven about time."

@Suite struct `The proof` {
    /// A clone as stock `git` makes it, without the audit log.
    private func clone(_ bench: Bench) async throws -> String {
        try await bench.git("clone", "--quiet", bench.catalog, "clone", in: bench.folder)
        return "\(bench.folder)/clone"
    }

    @Test func `says what a clone without the audit log can't know`() async throws {
        let bench = try await Bench()
        let easy = try await bench.commit(
            onto: bench.facts.stagingV2, message: "x\n\nPolicy: \(bench.facts.main)\n",
            .remove("models"))
        try await bench.require("\(easy):\(stage("staging"))")
        try await bench.approveAndComplete()
        let report = try await bench.verify(
            VerificationRequest(stage: "production"), in: try await clone(bench))
        #expect(report.objections == [])
        #expect(report.unknown.contains(unknownLog))
        #expect(report.transitions.map(\.signed) == [true])
        #expect(report.transitions.map(\.timed) == [false])
        #expect(report.registryKey == nil)
    }

    @Test(arguments: [true, false])
    func `catches an unapproved transition, with the audit log and without`(
        hasLog: Bool
    ) async throws {
        let bench = try await Bench()
        try await bench.forge("\(bench.facts.proposal)", at: stage("production"))
        let folder = hasLog ? bench.catalog : try await clone(bench)
        let report = try await bench.verify(VerificationRequest(stage: "production"), in: folder)
        #expect(report.objections.map(\.code) == [.approvalsMissing])
        #expect(report.transitions.map(\.signed) == [false])
    }

    @Test func `catches a stage that shows other bytes`() async throws {
        let bench = try await Bench()
        let forged = try await bench.commit(
            onto: bench.facts.stagingV2, message: "x\n\nPolicy: \(bench.facts.main)\n",
            artifact("other.bin"))
        try await bench.require("\(forged):refs/heads/topic")
        try await bench.forge("\(forged)", at: stage("staging"))
        let report = try await bench.verify(VerificationRequest(stage: "staging"))
        #expect(report.objections.map(\.code) == [.transitionInvalid])
    }

    @Test func `catches a stage that was rewritten`() async throws {
        let bench = try await Bench()
        try await bench.forge("\(bench.facts.stagingV1)", at: stage("staging"))
        let workspace = try await Workspace.open(bench.session(of: "alice", in: bench.catalog))
        #expect(try await workspace.verifyAudit().objections.map(\.code) == [.corrupt])
    }

    @Test func `misses an approval that was taken out on the disk`() async throws {
        let bench = try await Bench()
        try await bench.approveAndComplete()
        let tag = "refs/tags/\(bench.statement().tagName)"
        #expect(try await bench.verify().objections == [])
        try await bench.git(
            "-c", "core.hooksPath=/dev/null", "update-ref", "-d", tag, in: bench.catalog)
        #expect(try await bench.verify().objections.map(\.code) == [.approvalsMissing])
        let workspace = try await Workspace.open(bench.session(of: "alice", in: bench.catalog))
        let audit = try await workspace.verifyAudit()
        #expect(audit.objections.map(\.code) == [.corrupt])
        #expect(audit.objections.first?.message.contains(tag) == true)
    }

    @Test func `is proven against the right anchors alone`() async throws {
        let bench = try await Bench()
        let facts = bench.facts
        let cases = [
            (facts.first, facts.fingerprint, [], VerificationReport.Standing.proven),
            (facts.main, facts.fingerprint, [ErrorCode.untrusted], .selfConsistent),
            (facts.first, "SHA256:x", [.untrusted], .selfConsistent),
        ]
        for (commit, fingerprint, codes, standing) in cases {
            let trust = VerificationRequest.Trust(firstCommit: commit, fingerprint: fingerprint)
            let report = try await bench.verify(VerificationRequest(trust: trust))
            #expect(report.objections.map(\.code) == codes)
            #expect(report.standing == standing)
        }
    }

    @Test func `is never proven without the audit log`() async throws {
        let bench = try await Bench()
        let trust = VerificationRequest.Trust(
            firstCommit: bench.facts.first, fingerprint: bench.facts.fingerprint)
        let report = try await bench.verify(
            VerificationRequest(stage: "production", trust: trust), in: try await clone(bench))
        #expect(report.objections.map(\.code) == [.untrusted])
        #expect(report.standing == .selfConsistent)
    }

    @Test(arguments: [("weights\n", true), ("weight\n", false)])
    func `compares a data set with what the version recorded`(
        text: String, isSame: Bool
    ) async throws {
        let bench = try await Bench()
        let path = "\(bench.folder)/payments.csv"
        try Data(text.utf8).write(to: URL(filePath: path))
        let report = try await bench.verify(VerificationRequest(datasets: ["payments": path]))
        #expect(report.objections.map(\.code) == (isSame ? [] : [.corrupt]))
    }

    @Test func `reads the bytes again, and sees the one that changed`() async throws {
        let bench = try await Bench()
        let whole = try await bench.verify(VerificationRequest(readsBytes: true))
        #expect(whole.objections == [])
        #expect(whole.artifactsRead == 1)
        let digest = BenchTemplate.digest
        let shard = "\(digest.prefix(2))/\(digest.dropFirst(2).prefix(2))"
        let path = "\(bench.catalog)/lfs/objects/\(shard)/\(digest)"
        try FileManager.default.removeItem(atPath: path)
        try Data("WEIGHTS\n".utf8).write(to: URL(filePath: path))
        let report = try await bench.verify(VerificationRequest(readsBytes: true))
        #expect(report.objections.map(\.code) == [.corrupt])
    }
}

extension Bench {
    /// Moves a ref on the disk itself, asking no hook.
    func forge(_ id: String, at ref: String) async throws {
        try await git(
            "-c", "core.hooksPath=/dev/null", "update-ref", ref, id, in: catalog)
    }
}
