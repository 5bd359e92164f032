import Artifacts
package import FoundationEssentials
package import RegistryCore

/// One time that bytes of an artifact left the registry's server.
package struct Download: Hashable, Sendable, Codable {
    package let time: Date
    /// `nil`: somebody without a name.
    package let who: Person?
    package let digest: Digest
    /// The part that was asked for, in bytes from the start; `nil`: all.
    package let from: Int64?
    package let to: Int64?
}

/// `<catalog>/cairn/downloads.jsonl`: one line for every download, of bounded size.
struct DownloadLog: Sendable {
    private let path: String
    /// When the file has this many bytes it becomes `downloads.jsonl.1`, and a new one begins.
    private static let largest: Int64 = 64 << 20

    init(catalog directory: String) {
        path = "\(directory)/cairn/downloads.jsonl"
    }

    func append(_ download: Download) throws(RegistryError) {
        let line = try encodeJSON(download, pretty: false)
        do {
            try appendLine(line, to: path, rotatingAt: Self.largest)
        } catch {
            throw explain(error)
        }
    }

    /// Every line that can be read, the oldest first.
    func all() -> [Download] {
        ["\(path).1", path].flatMap { path in
            let bytes = FileManager.default.contents(atPath: path) ?? Data()
            return bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
                try? decodeJSON(Download.self, from: Array(line), what: "a download")
            }
        }
    }

    /// The latest downloads of these artifacts, the newest first, as far as the last mebibyte of
    /// the log goes back: some thousands, and all that a page can wait for.
    func latest(of digests: Set<Digest>) -> [Download] {
        let lines = (try? lastLines(of: path, within: 1 << 20)) ?? []
        return lines.compactMap { line in
            // Most lines are about something else, and decoding all of them takes the longest.
            let digest = line.dropFirst(Self.beforeDigest.count).prefix(64)
            guard line.starts(with: Self.beforeDigest),
                let digest = Digest(parsing: String(decoding: digest, as: UTF8.self)),
                digests.contains(digest)
            else { return nil }
            return try? decodeJSON(Download.self, from: Array(line), what: "a download")
        }
    }

    /// A line's keys are in order.
    private static let beforeDigest = Array(#"{"digest":""#.utf8)
}

extension ServedCatalog {
    /// Notes that bytes of an artifact are about to leave.
    package nonisolated func note(
        _ digest: Digest, _ range: Range<Int64>?, to person: Person?, now: Date
    ) throws(RegistryError) {
        try DownloadLog(catalog: directory).append(
            Download(
                time: now, who: person, digest: digest, from: range?.lowerBound,
                to: range?.upperBound))
    }
}

/// A download of one file of a version.
package struct DownloadReport: Encodable, Sendable {
    package let time: String
    package let who: Person?
    package let path: ArtifactPath
    package let sha256: Digest
    package let from: Int64?
    package let to: Int64?
}

extension Workspace {
    /// The downloads of a version's artifacts through the server, the oldest first, as far back as
    /// the log goes. Bytes that two versions share count for both.
    package func downloads(
        of reference: Reference
    ) throws(RegistryError) -> [DownloadReport] {
        guard let registryFolder else {
            throw RegistryError(
                .usage, "Downloads are noted where the registry is, and it is not on this machine.",
                remedy: "Run it there, with -R <folder of the registry>.")
        }
        let record = try catalog.resolve(reference, at: try catalog.snapshot())
        let paths = record.artifacts.reduce(into: [Digest: ArtifactPath]()) {
            $0[$1.value.digest] = $1.key
        }
        return DownloadLog(catalog: registryFolder).all().compactMap { download in
            paths[download.digest].map { path in
                DownloadReport(
                    time: download.time.timestamp, who: download.who, path: path,
                    sha256: download.digest, from: download.from, to: download.to)
            }
        }
    }
}
