import FoundationEssentials
import Server
import Support
import Testing

@Suite struct `Git is asked for a password` {
    /// How a registry is served.
    enum Kind: String, Sendable, CaseIterable {
        case shut, open, readOnly, replica, shutReplica

        func premises() async throws -> Premises {
            let primary = "cairn.follows http://127.0.0.1:1/acme.git"
            return switch self {
            case .shut: try await Premises()
            case .open: try await Premises(isOpen: true)
            case .readOnly: try await Premises { $0.isReadOnly = true }
            case .replica: try await Premises(isOpen: true, setting: primary)
            case .shutReplica: try await Premises(setting: primary)
            }
        }
    }

    private static let fetch = ["ls-remote"]
    private static let push = ["push"]

    /// What is done where, by somebody with which token, whether git asks for a password, and what
    /// it says in the end; nothing where it succeeds.
    static let rows: [(Kind, verb: [String], name: String, as: String?, asks: Bool, end: String)] =
        [
            (.shut, fetch, "acme", nil, true, "Authentication failed"),
            (.shut, fetch, "absent", nil, true, "Authentication failed"),
            (.shut, push, "acme", nil, true, "Authentication failed"),
            (.shut, push, "absent", nil, true, "Authentication failed"),
            (.shut, fetch, "acme", "vera", false, ""),
            (.shut, push, "acme", "alice-read", false, "it is made for less"),
            (.shut, push, "acme", "rita", false, "[role-missing]"),
            (.shut, fetch, "acme.git/x", nil, false, "[not-served]"),
            (.open, fetch, "acme", nil, false, ""),
            (.open, push, "acme", nil, true, "Authentication failed"),
            (.open, push, "absent", nil, true, "Authentication failed"),
            (.readOnly, push, "acme", nil, false, "[read-only]"),
            (.readOnly, push, "absent", nil, false, "[read-only]"),
            (.readOnly, push, "acme", "alice", false, "[read-only]"),
            (.readOnly, fetch, "acme", nil, true, "Authentication failed"),
            (.replica, fetch, "acme", nil, false, ""),
            (.replica, push, "acme", nil, false, "Push and upload to the primary"),
            (.shutReplica, push, "acme", nil, true, "Authentication failed"),
            (.shutReplica, push, "acme", "alice", false, "Push and upload to the primary"),
        ]

    @Test(arguments: Kind.allCases)
    func `where one helps, and nowhere else`(kind: Kind) async throws {
        let premises = try await kind.premises()
        try premises.scratch.write("ask", "#!/bin/sh\necho \"$1\" >>asked\necho x\n")
        let asked = premises.scratch.file("asked")
        for row in Self.rows where row.0 == kind {
            try? FileManager.default.removeItem(atPath: asked)
            let words = ["git"] + row.verb + ["\(premises.url)/\(row.name).git"]
            var environment = premises.environment(of: row.as)
            environment["GIT_ASKPASS"] = premises.scratch.file("ask")
            let refs = row.verb == Self.push ? ["main:topic/x"] : []
            let outcome = try await shell(
                ["bash", "-c", "chmod +x ask; export GIT_DIR=acme.git; exec \"$@\"", "-"] + words
                    + refs,
                in: premises.folder, environment: environment)
            let what = "\(row): \(outcome.text)"
            #expect(FileManager.default.fileExists(atPath: asked) == row.asks, "\(what)")
            #expect((outcome.status == 0) == row.end.isEmpty, "\(what)")
            #expect(row.end.isEmpty || outcome.errors.contains(row.end), "\(what)")
        }
    }
}
