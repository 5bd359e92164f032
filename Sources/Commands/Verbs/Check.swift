import ArgumentParser
import Registry
import RegistryCore

/// `cairn check`
struct CheckVerbs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say what the registry's hook would say, or report what another check found.",
        subcommands: [Check.self, CheckReportVerb.self], defaultSubcommand: Check.self)
}

/// `cairn check commits`, and `cairn check` alone
struct Check: Verb {
    static let configuration = CommandConfiguration(
        commandName: "commits",
        abstract: "Say what the registry's hook would say, before pushing.",
        discussion: "Without a range it looks at what HEAD has and the registry's main has not. "
            + "Nothing is sent anywhere.")
    static let examples = ["cairn check", "cairn check origin/main..topic --format json"]

    @Argument(
        help: ArgumentHelp(
            "The commits: HEAD, a branch or a full id, or two of them with '..' in between.",
            valueName: "range"))
    var range: String?

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> CheckVerbReport {
        let workspace = try await Workspace.open(context.session())
        return CheckVerbReport(found: try await workspace.check(range))
    }
}

/// What `check` prints.
struct CheckVerbReport: Report {
    let found: CheckReport

    func encode(to encoder: any Encoder) throws { try found.encode(to: encoder) }

    var objections: [Objection] { found.objections }

    var blocks: [Block] {
        guard found.ok else { return [.lines(["main would refuse \(found.head)"] + found.notes)] }
        let brings = found.versions.isEmpty ? "" : ": \(found.versions.joined(separator: ", "))"
        let verdict =
            found.base == found.head
            ? "There is nothing to push." : "main would take \(found.head)\(brings)"
        return [.lines([verdict] + found.notes)]
    }
}
