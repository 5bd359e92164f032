import ArgumentParser
import Registry
import RegistryCore

/// `cairn audit downloads`
struct AuditDownloadsVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "downloads",
        abstract: "List who downloaded the artifacts of a version from the server.",
        discussion: "Works where the registry's folder is. Clones and folders copied by hand leave "
            + "no trace here.")
    static let examples = ["cairn audit downloads fraud/detector@production"]

    @Argument(
        help: ArgumentHelp("The version.", valueName: "ns/name@v4|stage|alias|latest|commit"),
        completion: .references, transform: Reference.init(checking:))
    var reference: Reference

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> DownloadsFinding {
        let workspace = try await Workspace.open(context.session())
        return DownloadsFinding(downloads: try workspace.downloads(of: reference))
    }
}

/// What `audit downloads` prints.
struct DownloadsFinding: Report {
    let downloads: [DownloadReport]

    func encode(to encoder: any Encoder) throws { try downloads.encode(to: encoder) }

    var blocks: [Block] {
        guard !downloads.isEmpty else { return [.line("Nobody has downloaded any of it.")] }
        return [
            .table(
                Table(
                    ["time", "who", "artifact", "bytes"],
                    rows: downloads.map { download in
                        [
                            download.time, download.who.map { "\($0)" } ?? "anonymous",
                            "\(download.path)",
                            download.from.map { "\($0)–\((download.to ?? $0) - 1)" } ?? "all",
                        ]
                    }))
        ]
    }
}
