import ArgumentParser
import Registry
import RegistryCore

/// `cairn maintenance`
struct Maintenance: Verb {
    static let configuration = CommandConfiguration(
        commandName: "maintenance",
        abstract: "Keep a registry, or a clone, quick as it grows.",
        discussion: """
            Packs refs and objects and writes the commit-graph. Removes no object that Git could \
            still want, and disturbs neither readers nor pushes, so it may run at any time, and \
            again after it was cut short. Run it nightly, or after every few thousand pushes: \
            docs/performance.md has a timer for systemd and a line for cron.
            """)
    static let examples = ["cairn maintenance", "cairn -R /srv/models maintenance --quiet"]

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> MaintenanceFinding {
        let workspace = try await Workspace.open(context.session())
        return MaintenanceFinding(report: try await workspace.maintain())
    }
}

/// What `maintenance` prints.
struct MaintenanceFinding: Report {
    let report: MaintenanceReport

    func encode(to encoder: any Encoder) throws { try report.encode(to: encoder) }

    var blocks: [Block] {
        [
            .table(
                Table(
                    ["what", .number("before"), .number("after")],
                    rows: [
                        row("Loose objects", \.looseObjects), row("Packs", \.packs),
                        ["Packed size", size(report.before), size(report.after)],
                        row("Loose refs", \.looseRefs), row("Commit-graph layers", \.graphLayers),
                    ])),
            .lines(report.leftovers.map { "Removed \($0), left by a Git cut short." }),
        ]
    }

    private func row(_ label: String, _ count: KeyPath<RepositoryCondition, Int>) -> [String] {
        [label, "\(report.before[keyPath: count])", "\(report.after[keyPath: count])"]
    }

    private func size(_ condition: RepositoryCondition) -> String {
        "\(ByteCount(condition.packedSize))"
    }
}
