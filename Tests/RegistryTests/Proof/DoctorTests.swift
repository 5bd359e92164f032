import FoundationEssentials
import Registry
import RegistryCore
import Support
import Testing

@Suite struct `The doctor` {
    /// One thing wrong with a registry, done by a command in its folder.
    struct Illness: Sendable, CustomTestStringConvertible {
        let check: Finding.Check
        let command: String
        var isMended = true

        var testDescription: String { "\(check.rawValue): \(command)" }
    }

    private static let illnesses = [
        Illness(check: .program, command: "git config cairn.program /gone/cairn"),
        Illness(check: .program, command: "echo /gone/cairn >hooks/program"),
        Illness(check: .program, command: "rm hooks/program"),
        Illness(check: .hooks, command: "echo exit 0 >>hooks/reference-transaction"),
        Illness(check: .hooks, command: "chmod a-x hooks/post-receive"),
        Illness(check: .settings, command: "git config core.hooksPath /dev/null"),
        Illness(check: .settings, command: "git config receive.fsckObjects false"),
        Illness(check: .hiddenRefs, command: "git config --unset receive.hideRefs refs/audit"),
        Illness(check: .key, command: "chmod 640 cairn/key"),
        Illness(check: .key, command: "rm cairn/key", isMended: false),
        Illness(check: .permissions, command: "chmod o+w hooks/pre-receive"),
        Illness(check: .replacements, command: "git replace main main~1", isMended: false),
        Illness(check: .replacements, command: "git rev-parse main >info/grafts", isMended: false),
        Illness(check: .index, command: "git update-ref -d refs/versions/fraud/detector/v1"),
        Illness(
            check: .index,
            command:
                "git update-ref refs/versions/fraud/detector/v1 refs/versions/fraud/detector/v2"
        ),
        Illness(check: .requests, command: "git update-ref -d refs/sequences/merge-requests"),
        Illness(
            check: .requests,
            command: "git update-ref refs/sequences/merge-requests $(git rev-parse main^{tree})"),
        Illness(
            check: .store,
            command: "ln $(find lfs/objects -type f -size +0 | head -n 1) ../elsewhere"),
    ]

    private func examine(
        _ bench: Bench, repairs: Bool = false
    ) async throws -> [Finding] {
        let session = bench.session(of: "alice", in: bench.catalog)
        return try await Workspace.open(session).examine(
            repairs: repairs, program: BenchTemplate.program)
    }

    @Test func `finds nothing in a registry that is as it should be`() async throws {
        let findings = try await examine(try await Bench())
        #expect(findings.allSatisfy { $0.state == .well && $0.remedy == nil && $0.why == nil })
    }

    @Test(arguments: illnesses)
    func `finds what is wrong, says why that matters, and mends it`(
        illness: Illness
    ) async throws {
        let bench = try await Bench()
        try await bench.run(["sh", "-c", illness.command], in: bench.catalog)
        let found = try await examine(bench).filter { $0.state != .well }
        #expect(found.map(\.check) == [illness.check])
        #expect(found.allSatisfy { $0.state == .ill && $0.why != nil && $0.remedy != nil })
        let repaired = try await examine(bench, repairs: true).filter { $0.state != .well }
        #expect(repaired.map(\.state) == [illness.isMended ? .repaired : .ill])
        let left = try await examine(bench).filter { $0.state != .well }
        #expect(left.isEmpty == illness.isMended)
    }

    @Test func `says so, and no more, where git does not trust the owner`() async throws {
        let bench = try await Bench()
        let environment = bench.environment(of: "alice").merging(
            ["GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"]) { $1 }
        let session = Session(environment: environment, directory: bench.catalog, now: Date())
        let findings = try await Workspace.open(session).examine(repairs: false, program: "/x")
        #expect(findings.map(\.check) == [.ownership])
        #expect(findings.first?.remedy?.contains("safe.directory") == true)
    }
}
