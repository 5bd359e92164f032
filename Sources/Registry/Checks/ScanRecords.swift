import FoundationEssentials
import RegistryCore
import Scan

/// What scans have found in which bytes, so that nobody looks at the same bytes twice: one small
/// file for each digest and way of reading it, `ab/<digest>.<kind>`.
///
/// Only the registry's own account should be able to write them, as with all that lies beside its
/// repository; a client's own records tell nobody but that client.
struct ScanRecords {
    private let folder: String

    /// Raised whenever a scan comes to find more or less: what an older one found then counts no
    /// more.
    private static let scanner = 1

    private struct Record: Codable {
        var scanner: Int
        var findings: [ScanFinding]
    }

    init(of catalog: Catalog) {
        folder = "\(catalog.directory)/cairn/scans"
    }

    /// What was found; `nil` if nobody has looked.
    func findings(in digest: Digest, as kind: FileKind) -> [ScanFinding]? {
        guard let data = try? Data(contentsOf: URL(filePath: path(of: digest, kind))),
            let record = try? decodeJSON(Record.self, from: Array(data), what: "a scan"),
            record.scanner == Self.scanner
        else { return nil }
        return record.findings
    }

    /// Keeps what was found. To lose it costs another scan, so it is not synced to disk, and nobody
    /// is told if it can't be kept.
    func note(_ findings: [ScanFinding], in digest: Digest, as kind: FileKind) {
        let file = URL(filePath: path(of: digest, kind))
        guard let bytes = try? encodeJSON(Record(scanner: Self.scanner, findings: findings)) else {
            return
        }
        try? FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try? Data(bytes).write(to: file, options: .atomic)
    }

    private func path(of digest: Digest, _ kind: FileKind) -> String {
        "\(folder)/\("\(digest)".prefix(2))/\(digest).\(kind.rawValue)"
    }
}
