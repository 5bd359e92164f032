import Support
import Testing

@Suite struct `A pusher on a plain path` {
    @Test(arguments: ["", "x", "\(String(repeating: "0", count: 64)).{}"])
    func `can't pass for one whom the server has authenticated`(permit: String) async throws {
        let premises = try await Premises.shared.value
        let work = premises.place("forger")
        try await premises.git("clone", "-q", premises.catalog, work)
        let outcome = try await shell(
            ["git", "push", "origin", "HEAD:forged/x"], in: work,
            environment: premises.environment(of: nil).merging(["CAIRN_PERMIT": permit]) { $1 })
        #expect(outcome.status != 0)
        #expect(outcome.errors.contains("[untrusted]"), "\(outcome.errors)")
    }

    @Test func `is recorded as merely claimed`() async throws {
        let premises = try await Premises()
        let work = premises.place("claimer")
        try await premises.git("clone", "-q", premises.catalog, work)
        let outcome = try await shell(
            ["git", "push", "-q", "origin", "HEAD:claimed/x"], in: work,
            environment: premises.environment(of: nil).merging(["CAIRN_USER": "alice@example.com"])
            {
                $1
            })
        #expect(outcome.status == 0, "\(outcome.errors)")
        let entry = try await premises.git(
            "show", "refs/audit/log:entry.json", in: premises.catalog)
        #expect(entry.contains(#""authentication" : "claimed""#))
    }
}

@Suite struct `A token's own bounds` {
    /// A commit that changes a file, pushed to main with a token.
    private func push(
        _ path: String, as name: String, to premises: Premises
    ) async throws -> Outcome {
        let work = premises.place("bounds")
        try await premises.git("clone", "-q", premises.registry, work)
        let changed = try await premises.run(
            ["bash", "-c", "echo '# a remark' >>\(path) && git commit -qam change"], in: work)
        try #require(changed.status == 0, "\(changed.text)")
        return try await premises.run(
            ["git", "push", "origin", "HEAD:main"], in: work, as: name)
    }

    @Test(arguments: [
        ("models/credit/scorer/model.yaml", "alice-fraud"), ("registry.yaml", "alice-write"),
        ("registry.yaml", "alice-fraud"), ("models/credit/scorer/model.yaml", "carl"),
        ("registry.yaml", "mona"), ("models/credit/scorer/model.yaml", "mona"),
        ("allowed_signers", "carl"), ("models/fraud/detector/model.yaml", "will"),
        ("models/fraud/detector/model.yaml", "rita"), ("models/fraud/detector/model.yaml", "vera"),
    ])
    func `reach the hook's judgement`(path: String, name: String) async throws {
        let outcome = try await push(path, as: name, to: Premises.shared.value)
        #expect(outcome.status != 0)
        #expect(outcome.errors.contains("[role-missing]"), "\(outcome.errors)")
    }

    @Test func `let be done what they are for`() async throws {
        let outcome = try await push(
            "models/fraud/detector/model.yaml", as: "alice-fraud", to: Premises())
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    @Test func `stop a token that only reads before it sends anything`() async throws {
        let premises = try await Premises.shared.value
        let outcome = try await premises.run(
            ["git", "push", premises.registry, "main:bounds/x"], in: premises.catalog,
            as: "alice-read")
        #expect(outcome.status != 0)
        #expect(outcome.errors.contains("it is made for less"), "\(outcome.errors)")
    }
}
