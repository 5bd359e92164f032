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
                    rows: deliveries.map { delivery in
                        [
                            delivery.first.time, delivery.first.who.map { "\($0)" } ?? "anonymous",
                            "\(delivery.first.path)", delivery.bytes,
                        ]
                    }))
        ]
    }

    /// Downloads, those of parts of one file by one person put together: a long artifact is fetched
    /// by many requests. A part that comes again begins another.
    private var deliveries: [Delivery] {
        var deliveries: [Delivery] = []
        var open: [Delivery.Key: Int] = [:]
        for download in downloads {
            let key = Delivery.Key(who: download.who, path: download.path)
            if let index = open[key], deliveries[index].take(download) { continue }
            open[key] = deliveries.count
            deliveries.append(Delivery(download))
        }
        return deliveries
    }
}

/// One or several downloads that brought different parts of a file to somebody.
private struct Delivery {
    let first: DownloadReport
    private var parts: [Int64: Int64] = [:]

    struct Key: Hashable {
        let who: Person?
        let path: ArtifactPath
    }

    init(_ download: DownloadReport) {
        first = download
        if let from = download.from, let to = download.to { parts[from] = to }
    }

    /// Takes a download of another part; false for one that belongs to no delivery of parts, or to
    /// another.
    mutating func take(_ download: DownloadReport) -> Bool {
        guard !parts.isEmpty, let from = download.from, let to = download.to, parts[from] == nil
        else { return false }
        parts[from] = to
        return true
    }

    var bytes: String {
        guard let from = first.from, let to = first.to else { return "all" }
        guard parts.count > 1 else { return "\(from)–\(to - 1)" }
        return "\(ByteCount(parts.reduce(0) { $0 + $1.value - $1.key })) in \(parts.count) parts"
    }
}
