import ArgumentParser
import FoundationEssentials
import Registry
import RegistryCore

/// `cairn backup`
struct BackupVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy a registry into a folder, while people go on pushing.",
        discussion: """
            What is copied is the registry right after one entry of its audit log: refs, objects, \
            artifacts, settings, hooks, locks, and its key, secret and tokens, so keep the backup \
            as safe as the registry. Run again, it copies what is new; cut short, it leaves what \
            was there before. Artifacts in a bucket stay there. Works where the registry's folder \
            is.
            """)
    static let examples = [
        "cairn -R /srv/acme.git backup /mnt/backup/acme",
        "cairn backup /mnt/backup/acme --format json",
    ]

    @Argument(help: ArgumentHelp("The folder of the backup.", valueName: "dir"))
    var folder: String

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> BackupFinding {
        let total = try await Workspace.open(context.session()).storeStatistics().bytes
        let report = try await context.following("Backing up", total: total) { advance in
            try await Workspace.open(context.session(counting: advance))
                .backUp(to: context.path(folder))
        }
        return BackupFinding(report: report)
    }
}

/// `cairn restore`
struct RestoreVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Make a registry of a backup.",
        discussion: """
            Into an empty place only: the folder named, or that of -R. Every object, artifact and \
            file is compared with its hash, and the audit log with the refs, before the registry \
            is there.
            """)
    static let examples = [
        "cairn restore /mnt/backup/acme /srv/acme.git",
        "cairn -R /srv/acme.git restore /mnt/backup/acme",
    ]

    @Argument(help: ArgumentHelp("The folder of the backup.", valueName: "dir"))
    var folder: String

    @Argument(help: ArgumentHelp("Where the registry shall be.", valueName: "catalog"))
    var catalog: String?

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> BackupFinding {
        guard let target = catalog ?? context.registry else {
            throw RegistryError(
                .usage, "It is not said where the registry shall be.",
                remedy: "Name a folder that is empty or not there yet.")
        }
        let report = try await context.following("Restoring") { advance in
            try await context.session(counting: advance).restore(
                context.path(folder), to: context.path(target), program: context.program())
        }
        return BackupFinding(report: report)
    }
}

/// What `backup` and `restore` print.
struct BackupFinding: Report {
    let report: BackupReport

    func encode(to encoder: any Encoder) throws { try report.encode(to: encoder) }

    var blocks: [Block] {
        let store = report.store.map { "The artifacts stay in \($0), which this is no copy of." }
        return [
            .facts([
                Fact("Registry", report.registry), Fact("Folder", report.path),
                Fact("As of", report.made),
                Fact("Audit entry", report.audit.map { "\($0)" } ?? "none yet"),
                Fact("Refs", "\(report.refs)"),
                Fact(
                    "Artifacts",
                    "\(report.copied) copied (\(ByteCount(report.bytes))), \(report.held) held"),
            ]),
            .lines([store].compactMap(\.self)),
        ]
    }
}
