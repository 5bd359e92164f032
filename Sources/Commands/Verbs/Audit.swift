import ArgumentParser
import FoundationEssentials
import Registry
import RegistryCore

/// `cairn audit`
struct Audit: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Read and replay the signed log of every accepted push.",
        subcommands: [AuditLogVerb.self, AuditVerifyVerb.self, AuditDownloadsVerb.self])
}

/// `cairn audit log`
struct AuditLogVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "List accepted pushes, the newest first.")
    static let examples = ["cairn audit log", "cairn audit log --limit 20 --format json"]

    @Option(help: "The most entries to list.")
    var limit = 100

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> AuditLogReport {
        let workspace = try await Workspace.open(context.session())
        return AuditLogReport(
            entries: try workspace.catalog.auditEntries(limit: max(0, limit)).map(\.entry))
    }
}

/// What `audit log` prints.
struct AuditLogReport: Report {
    let entries: [AuditEntry]

    func encode(to encoder: any Encoder) throws { try entries.encode(to: encoder) }

    var blocks: [Block] {
        guard !entries.isEmpty else { return [.line("There is no audit log here.")] }
        let rows = entries.flatMap { entry in
            entry.updates.map { update in
                [
                    "\(entry.number)", entry.received.timestamp, "\(entry.actor)",
                    entry.known, update.ref,
                    update.new == .zero ? "deleted" : update.new.short,
                ]
            }
        }
        return [
            .table(Table([.number("entry"), "received", "who", "how", "ref", "now"], rows: rows))
        ]
    }
}

extension AuditEntry {
    /// How it is known who it was: for a job of CI, whom its issuer vouched for.
    fileprivate var known: String {
        [authentication.rawValue, subject?.subject].compactMap(\.self).joined(separator: " ")
    }
}

/// `cairn audit verify`
struct AuditVerifyVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Replay the audit log against its signatures and the refs."
    )
    static let examples = ["cairn audit verify"]

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> AuditVerifyReport {
        let workspace = try await Workspace.open(context.session())
        return AuditVerifyReport(found: try await workspace.verifyAudit())
    }
}

/// What `audit verify` prints.
struct AuditVerifyReport: Report {
    let found: AuditReport

    func encode(to encoder: any Encoder) throws { try found.encode(to: encoder) }

    var objections: [Objection] { found.objections }

    var blocks: [Block] {
        [
            .facts([
                Fact("Entries", "\(found.entries)"),
                Fact("Signed by", found.fingerprint ?? "nobody"),
                Fact("Verdict", found.ok ? "sound" : "\(found.objections.count) objections"),
            ])
        ]
    }
}
