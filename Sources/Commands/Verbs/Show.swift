import ArgumentParser
import FoundationEssentials
import Registry
import RegistryCore

/// `cairn show`
struct Show: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show everything that is known of a version.")
    static let examples = [
        "cairn show fraud/detector@production", "cairn show fraud/detector@v3 --format json",
    ]

    @Argument(help: "The version.", completion: .references, transform: Reference.init(checking:))
    var reference: Reference

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> ShowReport {
        let workspace = try await Workspace.open(context.session())
        return ShowReport(version: try await workspace.show(reference))
    }
}

/// What `show` prints.
struct ShowReport: Report {
    let version: VersionReport

    func encode(to encoder: any Encoder) throws { try version.encode(to: encoder) }

    var blocks: [Block] {
        [
            .facts((identity + origin + model).filter { !$0.value.isEmpty }),
            .table(artifacts), .table(parameters), .table(metrics), .table(approvals),
            .table(checks),
            .lines(comments), .lines(commands),
        ]
    }

    private var record: VersionManifest { version.record.manifest }

    private var identity: [Fact] {
        [
            Fact("Version", version.record.reference),
            Fact("Description", record.description ?? ""),
            Fact("Digest", "sha256:\(version.record.digest)"),
            Fact("Commit", "\(version.record.commit)"), Fact("State", version.state.rawValue),
            Fact("Stages", list(version.stages)), Fact("Aliases", list(version.aliases)),
            Fact("Author", record.author?.description ?? ""),
            Fact("Created", record.created?.timestamp ?? ""),
        ]
    }

    private var origin: [Fact] {
        let framework = [record.framework?.name, record.framework?.version]
        let source = [
            record.source?.repository, record.source?.commit, record.source?.path,
            record.source?.dirty == true ? "with changes not committed" : nil,
        ]
        let environment = [record.environment?.language, record.environment?.container]
        return [
            Fact("Framework", words(framework)), Fact("Algorithm", record.algorithm ?? ""),
            Fact("Format", record.format ?? ""), Fact("Source", words(source)),
            Fact("Run", words([record.run?.tracker, record.run?.id, record.run?.url])),
            Fact("Pipeline", words([record.pipeline?.name, record.pipeline?.run])),
            Fact("Data sets", list((record.datasets ?? []).map(title))),
            Fact("Environment", words(environment)),
            Fact("Compute", words([record.compute?.accelerator])),
            Fact("Based on", list(record.base ?? [])),
        ]
    }

    private var model: [Fact] {
        let tags = version.tags.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return [
            Fact("Model", version.model.description ?? ""),
            Fact("Owners", list(version.model.owners ?? [])),
            Fact("Task", version.model.task ?? ""), Fact("Licence", version.model.license ?? ""),
            Fact("Risk", version.model.risk?.rawValue ?? ""), Fact("Tags", list(tags)),
        ]
    }

    private var comments: [String] {
        (version.annotations?.comments ?? []).map {
            "\($0.date.timestamp) \($0.author): \($0.text)"
        }
    }

    private var commands: [String] {
        let stage = version.stages.last.map { "@\($0)" } ?? ""
        return [
            "Fetch it:  cairn fetch \(version.record.reference)",
            "Prove it:  cairn verify \(version.record.model)\(stage)",
        ]
    }

    private func title(_ dataset: Dataset) -> String {
        words([dataset.name + (dataset.version.map { "@\($0)" } ?? ""), dataset.role])
    }

    private func words(_ parts: [String?]) -> String {
        parts.compactMap(\.self).joined(separator: " ")
    }

    private func list(_ parts: [some CustomStringConvertible]) -> String {
        parts.map(\.description).joined(separator: ", ")
    }
}

extension ShowReport {
    fileprivate var artifacts: Table {
        Table(
            ["artifact", .number("size"), "sha256"],
            rows: version.artifacts.map { ["\($0.path)", "\(ByteCount($0.size))", "\($0.sha256)"] })
    }

    fileprivate var parameters: Table {
        Table(
            ["parameter", "value"],
            rows: (record.parameters ?? [:]).sorted { $0.key < $1.key }.map { [$0.key, $0.value] })
    }

    fileprivate var metrics: Table {
        Table(
            ["metric", .number("value")],
            rows: version.metrics.map { [$0.metric, $0.new.map { "\($0)" } ?? "-"] })
    }

    fileprivate var approvals: Table {
        Table(
            ["stage", "person", "decision", "received", "counted", "proposal", "key"],
            rows: (version.signed?.approvals ?? []).map { approval in
                [
                    "\(approval.stage)", "\(approval.person)",
                    approval.decision?.rawValue ?? "invalid",
                    approval.received?.timestamp ?? "unknown", approval.counted ? "yes" : "no",
                    approval.proposal.short, approval.fingerprint ?? "-",
                ]
            })
    }

    fileprivate var checks: Table {
        Table(
            ["stage", "check", "result", "by", "received", "stands", "proposal", "figures"],
            rows: (version.signed?.checks ?? []).map { check in
                [
                    "\(check.stage)", "\(check.check)", check.outcome?.rawValue ?? "invalid",
                    check.person?.description ?? "-", check.received?.timestamp ?? "unknown",
                    check.stands ? "yes" : "no", check.proposal.short,
                    words(check.figures.map(\.description) + [check.url?.description]),
                ]
            })
    }
}
