import FoundationEssentials
import RegistryCore
import Support
import Testing

extension Bench {
    /// What became of a push.
    struct Pushed {
        let isAccepted: Bool
        /// The codes of the objections that the hooks printed.
        let codes: Set<ErrorCode>
        let text: String
    }

    /// Pushes with the real `git`; a refspec is `<source>:<ref>`.
    func push(
        _ refspecs: [String], as person: String = "alice", atomic: Bool = false,
        words: [String] = ["git", "push", "--quiet"]
    ) async throws -> Pushed {
        let words = words + (atomic ? ["--atomic"] : [])
        let outcome = try await shell(
            words + [catalog] + refspecs, in: work, environment: environment(of: person))
        let lines = outcome.errors.split(separator: "\n").map { line in
            line.hasPrefix("remote: ") ? String(line.dropFirst("remote: ".count)) : String(line)
        }
        return Pushed(
            isAccepted: outcome.status == 0, codes: Set(Objection.parse(lines).map(\.code)),
            text: outcome.text)
    }

    /// Pushes what the registry must take.
    func require(
        _ refspecs: String..., as person: String = "alice",
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let pushed = try await push(refspecs, as: person)
        try #require(
            pushed.isAccepted, "\(refspecs): \(pushed.text)", sourceLocation: sourceLocation)
    }

    /// Runs one of the catalog's hooks as git would, with these lines on its standard input.
    func hook(
        _ name: String, _ lines: String, as person: String = "alice",
        adding more: [String: String] = [:]
    ) async throws -> Outcome {
        try await shell(
            ["env", BenchTemplate.program, "hook", name], in: catalog,
            environment: environment(of: person).merging([
                "GIT_DIR": catalog, "GIT_ALTERNATE_OBJECT_DIRECTORIES": "\(work)/objects",
            ]) { $1 }.merging(more) { $1 }, input: lines)
    }

    /// Replaces one of the catalog's hooks by a script, until `restoreHook`.
    func replaceHook(_ name: String, _ script: String) async throws {
        try await run(["cp", "-a", "hooks/\(name)", "hooks/\(name).kept"], in: catalog)
        try Data("#!/bin/sh\n\(script)\n".utf8).write(to: URL(filePath: "\(catalog)/hooks/\(name)"))
        try await run(["chmod", "+x", "hooks/\(name)"], in: catalog)
    }

    func restoreHook(_ name: String) async throws {
        try await run(["mv", "hooks/\(name).kept", "hooks/\(name)"], in: catalog)
    }
}

/// The ref of a stage of `fraud/detector`.
func stage(_ name: String, _ model: String = "fraud/detector") -> String {
    "refs/heads/stages/\(name)/\(model)"
}

/// The ref of the proposal for a stage of `fraud/detector`.
func proposal(_ name: String, _ model: String = "fraud/detector") -> String {
    "refs/heads/promote/\(name)/\(model)"
}
