import ArgumentParser
import Registry
import RegistryCore

/// `cairn index`
struct IndexVerbs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "index",
        abstract: "Look after the search index.",
        subcommands: [IndexRebuildVerb.self, IndexStatusVerb.self])
}

/// `cairn index rebuild`
struct IndexRebuildVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Build the search index anew, from Git alone.",
        discussion: """
            Nobody has to: pushes keep it, and whoever finds it missing or damaged builds it. \
            Searches go on with the old one until the new one is finished, and so do pushes; cut \
            short, it leaves the old one.
            """)
    static let examples = [
        "cairn index rebuild", "cairn -R /srv/models index rebuild --format json",
    ]

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> IndexRebuildFinding {
        let total = try await Workspace.open(context.session()).commitCount()
        return try await context.following(
            "Indexing", total: Int64(total), unit: .commits
        ) { advance in
            let workspace = try await Workspace.open(context.session(counting: advance))
            return IndexRebuildFinding(report: try await workspace.rebuildIndex())
        }
    }
}

/// What `index rebuild` prints.
struct IndexRebuildFinding: Report {
    let report: IndexReport

    func encode(to encoder: any Encoder) throws { try report.encode(to: encoder) }

    var blocks: [Block] {
        let unreadable =
            report.unreadable > 0
            ? ["\(report.unreadable) records can't be read, and so can't be found."] : []
        return [
            .facts([
                Fact("Models", "\(report.models)"), Fact("Versions", "\(report.versions)"),
                Fact("Stages", "\(report.stages)"), Fact("Deployments", "\(report.deployments)"),
                Fact("Size", "\(ByteCount(report.bytes))"),
            ]),
            .lines(unreadable),
        ]
    }
}

/// `cairn index status`
struct IndexStatusVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show whether the search index is whole, and what it lacks.")
    static let examples = ["cairn index status"]

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> IndexStatusFinding {
        let workspace = try await Workspace.open(context.session())
        return IndexStatusFinding(status: try workspace.indexStatus())
    }
}

/// What `index status` prints.
struct IndexStatusFinding: Report {
    let status: IndexStatus

    func encode(to encoder: any Encoder) throws { try status.encode(to: encoder) }

    var blocks: [Block] {
        [
            .facts([
                Fact("State", status.state.rawValue),
                Fact("Shows", status.main.map { "\($0)" } ?? "nothing"),
                Fact("Commits behind", status.behind.map { "\($0)" } ?? "unknown"),
                Fact("Size", "\(ByteCount(status.bytes))"),
            ])
        ]
    }
}
