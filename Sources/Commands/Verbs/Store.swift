import ArgumentParser
import Registry
import RegistryCore

/// `cairn store`
struct Store: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store",
        abstract: "Look after the store of artifacts.",
        subcommands: [StoreVerify.self, StoreGC.self, StoreStat.self])
}

/// `cairn store verify`
struct StoreVerify: Verb {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Read every artifact again and compare it with its name.")
    static let examples = ["cairn store verify"]

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> StoreVerifyReport {
        let total = try await Workspace.open(context.session()).storeStatistics().bytes
        return try await context.following("Verifying", total: total) { advance in
            let workspace = try await Workspace.open(context.session(counting: advance))
            return StoreVerifyReport(found: try await workspace.verifyStore())
        }
    }
}

/// What `store verify` prints.
struct StoreVerifyReport: Report {
    let found: StoreVerification

    func encode(to encoder: any Encoder) throws { try found.encode(to: encoder) }

    var objections: [Objection] { found.objections }

    var blocks: [Block] {
        let shared = found.shared.map {
            "Another program holds a link to \($0) and could change it."
        }
        let unfinished = found.unfinished.map { "A write to \($0) is under way, or was killed." }
        return [
            .facts([
                Fact("Artifacts", "\(found.artifacts)"), Fact("Bytes", "\(ByteCount(found.bytes))"),
                Fact("Damaged", "\(found.objections.count)"),
            ]),
            .lines(shared + unfinished),
        ]
    }
}

/// `cairn store gc`
struct StoreGC: Verb {
    static let configuration = CommandConfiguration(
        commandName: "gc",
        abstract: "Remove artifacts that nothing in the history of any ref names.",
        discussion: "Without --delete it only says what it would remove.")
    static let examples = ["cairn store gc", "cairn store gc --grace 30d --delete"]

    @Option(
        help: ArgumentHelp("How long unnamed artifacts stay all the same.", valueName: "span"),
        transform: TimeSpan.init(checking:))
    var grace: TimeSpan?

    @Flag(help: "Really remove them.")
    var delete = false

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> StoreGCReport {
        let workspace = try await Workspace.open(context.session())
        let usual = try TimeSpan(checking: "14d")
        return StoreGCReport(
            sweep: try await workspace.collectGarbage(grace: grace ?? usual, dryRun: !delete))
    }
}

/// What `store gc` prints.
struct StoreGCReport: Report {
    let sweep: StoreSweep

    func encode(to encoder: any Encoder) throws { try sweep.encode(to: encoder) }

    var blocks: [Block] {
        let verb = sweep.isDryRun ? "Would remove" : "Removed"
        return [
            .lines(sweep.removed.map { "\(verb) \($0)" }),
            .facts([
                Fact(verb, "\(sweep.removed.count) artifacts, \(ByteCount(sweep.bytes))"),
                Fact("Kept", "\(sweep.kept) named, \(sweep.young) too young to tell"),
                Fact("Leftovers", "\(sweep.leftovers.count)"),
            ]),
            .lines(sweep.isDryRun ? ["Add --delete to do it."] : []),
        ]
    }
}

/// `cairn store stat`
struct StoreStat: Verb {
    static let configuration = CommandConfiguration(
        commandName: "stat", abstract: "Count artifacts and bytes.")
    static let examples = ["cairn store stat"]

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> StoreStatReport {
        let workspace = try await Workspace.open(context.session())
        return StoreStatReport(found: try await workspace.storeStatistics())
    }
}

/// What `store stat` prints.
struct StoreStatReport: Report {
    let found: StoreReport

    func encode(to encoder: any Encoder) throws { try found.encode(to: encoder) }

    var blocks: [Block] {
        [
            .facts([
                Fact("Artifacts", "\(found.artifacts)"), Fact("Bytes", "\(ByteCount(found.bytes))"),
            ])
        ]
    }
}
