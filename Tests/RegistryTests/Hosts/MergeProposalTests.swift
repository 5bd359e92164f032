import FoundationEssentials
import Registry
import RegistryCore
import Support
import Testing

/// A merge request on a host, and what is to be said of it.
struct HostedCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let target: String
    let codes: [ErrorCode]
    /// Makes the commit that would be merged.
    let proposal: @Sendable (Bench) async throws -> ObjectID

    init(
        _ description: String, into target: String, _ codes: ErrorCode...,
        proposal: @escaping @Sendable (Bench) async throws -> ObjectID
    ) {
        testDescription = description
        self.target = target
        self.codes = codes
        self.proposal = proposal
    }
}

private let production = "stages/production/fraud/detector"

@Suite(.serialized) struct `A merge request on a host` {
    /// A clone of the registry that sees whatever commit is made beside it.
    private static let bench = Task {
        let bench = try await Bench.shared().value
        try await bench.git(
            "clone", "--quiet", "--no-checkout", bench.catalog, "clone", in: bench.folder)
        try await bench.run(
            ["sh", "-c", "echo ../../../work/objects >>clone/.git/objects/info/alternates"],
            in: bench.folder)
        return bench
    }

    static let ofStages: [HostedCase] = [
        HostedCase("that nobody has approved", into: production, .approvalsMissing) {
            try await $0.promotion(naming: "Stage: production")
        },
        HostedCase("for another stage than it names", into: production, .proposalInvalid) {
            try await $0.promotion(naming: "Stage: staging")
        },
        HostedCase("that names two stages", into: production, .proposalInvalid) {
            try await $0.promotion(naming: "Stage: staging\nStage: production")
        },
        HostedCase("that names no stage", into: production, .proposalInvalid) { $0.facts.proposal },
        HostedCase("that merges its proposal already", into: production, .proposalInvalid) {
            try await $0.merge($0.facts.proposal, into: $0.facts.open)
        },
        HostedCase("that brings a CI file of its own", into: production, .transitionInvalid) {
            let folder = try await $0.id("\($0.facts.v1):models/fraud/detector")
            return try await $0.commit(
                onto: $0.facts.open, message: "x\n\nStage: production\n",
                .object(mode: "040000", "models/fraud/detector", folder),
                .file(".gitlab-ci.yml", "cairn: {script: ['true']}\n"))
        },
        HostedCase(
            "that stands on what the stage showed before", into: "stages/staging/fraud/detector",
            .stale
        ) {
            try await $0.promotion(naming: "Stage: staging")
        },
        HostedCase(
            "for a stage of another model", into: "stages/staging/credit/scorer", .transitionInvalid
        ) {
            try await $0.promotion(naming: "Stage: staging")
        },
        HostedCase(
            "for a stage that the policy lacks", into: "stages/nowhere/fraud/detector",
            .stageMissing
        ) {
            try await $0.promotion(naming: "Stage: nowhere")
        },
    ]

    static let ofMain: [HostedCase] = [
        HostedCase("with a version", into: "main") {
            try await $0.commit(onto: $0.facts.main, detector("version.yaml", record(3)))
        },
        HostedCase("with a version, signed by somebody of no role", into: "main") {
            try await $0.signed(by: "carol", detector("version.yaml", record(3)))
        },
        HostedCase("with a wrong version", into: "main", .versionNumberWrong) {
            try await $0.commit(onto: $0.facts.main, detector("version.yaml", record(7)))
        },
        HostedCase("that does not continue main", into: "main", .rewriteRefused) {
            try await $0.commit(onto: [], [detector("version.yaml", record(1))])
        },
        HostedCase("of a stage's commit", into: "main", .rewriteRefused) { $0.facts.stagingV2 },
        HostedCase("that yanks a version", into: "main", .roleMissing) {
            try await $0.commit(onto: $0.facts.main, by: "bob", yank)
        },
        HostedCase("that yanks a version, signed by an admin", into: "main") {
            try await $0.signed(by: "alice", yank)
        },
        HostedCase("that changes the policy", into: "main", .roleMissing) {
            try await $0.commit(onto: $0.facts.main, lax($0))
        },
        HostedCase("that changes the policy, signed by an admin", into: "main") {
            try await $0.signed(by: "alice", lax($0))
        },
        HostedCase("that changes the policy, signed by an approver", into: "main", .roleMissing) {
            try await $0.signed(by: "carol", lax($0))
        },
        HostedCase(
            "that changes the policy on top of an admin's signed commit", into: "main", .roleMissing
        ) {
            let first = try await $0.signed(by: "alice", detector("version.yaml", record(3)))
            return try await $0.commit(onto: first, lax($0))
        },
        HostedCase("that brings the key it is signed with", into: "main", .roleMissing) {
            let key = "alice@example.com namespaces=\"git\" \(try $0.publicKey("stranger"))\n"
            return try await $0.signed(
                by: "alice", with: "stranger", .file("allowed_signers", try $0.signers() + key))
        },
        HostedCase("that changes GitLab's job", into: "main", .roleMissing) {
            try await $0.commit(onto: $0.facts.main, .file(".gitlab-ci.yml", "x: 1\n"))
        },
        HostedCase("that changes GitHub's job", into: "main", .roleMissing) {
            try await $0.commit(onto: $0.facts.main, .file(".github/workflows/cairn.yml", "x\n"))
        },
        HostedCase("that changes Forgejo's job", into: "main", .roleMissing) {
            try await $0.commit(onto: $0.facts.main, .file(".forgejo/workflows/x.yml", "x\n"))
        },
        HostedCase("that changes Gerrit's job", into: "main", .roleMissing) {
            try await $0.commit(onto: $0.facts.main, .file(".gerrit/check.sh", "exit 0\n"))
        },
        HostedCase("that changes who owns the job", into: "main", .roleMissing) {
            try await $0.commit(onto: $0.facts.main, .file(".gitlab/CODEOWNERS", "* @me\n"))
        },
        HostedCase("that changes GitHub's job, signed by an admin", into: "main") {
            try await $0.signed(by: "alice", .file(".github/workflows/cairn.yml", "x\n"))
        },
    ]

    @Test(arguments: ofStages + ofMain)
    func `is judged by what the target holds`(request: HostedCase) async throws {
        let bench = try await Self.bench.value
        let report = try await bench.check(
            into: request.target, try await request.proposal(bench))
        #expect(report.objections.map(\.code) == request.codes, "\(report.objections)")
        #expect(report.target == request.target)
    }

    @Test func `counts the approvals that the target's tags hold`()
        async throws
    {
        let bench = try await Self.bench.value
        let proposal = try await bench.promotion(naming: "Stage: production")
        let statement = bench.statement(on: proposal)
        let tag = try await bench.sign(statement).split(separator: ":")[0]
        let id = try await bench.id("\(tag)")
        #expect(try await bench.check(into: production, proposal).approvers == [])
        try await bench.git("update-ref", "\(tag)", "\(id)", in: "\(bench.folder)/clone")
        let report = try await bench.check(into: production, proposal)
        #expect(report.ok, "\(report.objections)")
        #expect(report.approvers == ["carol@example.com"])
        #expect(report.versions == ["fraud/detector@v1"])
    }

    /// Nobody noted when the tag came, so what its signer says counts.
    @Test(arguments: [(1.0, [ErrorCode]()), (40, [.approvalsMissing])])
    func `counts no approval that is older than the policy lets it be`(
        days: TimeInterval, codes: [ErrorCode]
    ) async throws {
        let bench = try await Bench()
        let rules = policy(id: bench.facts.id, stages: "    approvals_expire: 30d")
        try await bench.change(.file("registry.yaml", rules))
        try await bench.git("clone", "--quiet", bench.catalog, "clone", in: bench.folder)
        let proposal = try await bench.promotion(naming: "Stage: production")
        let date = "\(Int(Date().timeIntervalSince1970 - days * 86_400)) +0000"
        let tag = try await bench.sign(bench.statement(on: proposal), date: date)
        let clone = "\(bench.folder)/clone"
        try await bench.git("fetch", "--quiet", bench.work, "+\(tag)", in: clone)
        #expect(try await bench.check(into: production, proposal).objections.map(\.code) == codes)
    }

    @Test(arguments: [
        ("topic", ErrorCode.refRefused), ("stages/production", .refRefused), ("", .refRefused),
        ("stages/production/fraud/detector/x", .refRefused), ("HEAD", .refRefused),
        ("promote/production/fraud/detector", .refRefused), ("--all", .refRefused),
        ("stages/$(id)/fraud/detector", .refRefused), ("main;id", .refRefused),
        ("refs/heads/main", .refRefused),
    ])
    func `into any other branch has no verdict`(branch: String, code: ErrorCode) {
        let zeros = String(repeating: "0", count: 40)
        let error = #expect(throws: RegistryError.self) {
            try MergeProposal(into: branch, of: zeros)
        }
        #expect(error?.objections.map(\.code) == [code])
    }

    @Test(arguments: ["HEAD", "main", "0123", "-x", "", "$(id)"])
    func `names its commit in full`(commit: String) {
        let error = #expect(throws: RegistryError.self) {
            try MergeProposal(into: "main", of: commit)
        }
        #expect(error?.objections.map(\.code) == [.usage])
    }
}

/// An annotation that takes v1 out of use.
private let yank = detector(
    "annotations/v1.yaml", "schema: cairn.annotations/v1\nstate: yanked\n")

/// A policy by which production asks nobody.
private func lax(_ bench: Bench) -> Change {
    .file("registry.yaml", policy(id: bench.facts.id, approvals: "[]"))
}

extension Bench {
    /// A transition of production to v1 whose message ends so.
    func promotion(naming trailers: String) async throws -> ObjectID {
        try await transition(
            to: facts.v1, onto: facts.open, by: "mallory", message: "Promote it\n\n\(trailers)\n")
    }

    /// A signed commit on main's tip.
    func signed(
        by person: String, with key: String? = nil, _ change: Change
    ) async throws -> ObjectID {
        let key = key ?? person
        if !FileManager.default.fileExists(atPath: "\(folder)/keys/\(key)") {
            try await makeKey(key)
        }
        let tree = try await id("\(try await commit(onto: facts.main, change))^{tree}")
        let text = try await run(
            [
                "git", "-c", "gpg.format=ssh", "-c", "user.signingkey=\(folder)/keys/\(key)",
                "commit-tree", "-S", "-p", "\(facts.main)", "-m", "x", "\(tree)",
            ], in: work, as: person)
        return try #require(ObjectID(parsing: text), "\(text)")
    }

    fileprivate func check(into target: String, _ commit: ObjectID) async throws -> CheckReport {
        let workspace = try await Workspace.open(
            session(of: "mallory", in: "\(folder)/clone"))
        return try await workspace.check(try MergeProposal(into: target, of: "\(commit)"))
    }
}
