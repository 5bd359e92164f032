/// A model card: a `README.md` with optional YAML front matter, as on the Hugging Face Hub.
package struct ModelCard: Equatable, Sendable {
    /// An SPDX identifier, if the front matter has one.
    package let license: String?
    package let tags: [String]
    /// The text of each heading written with `#`, in order, without its marks.
    package let headings: [String]
    /// The Markdown after the front matter.
    package let body: String

    /// Reads a card of at most 1 MiB of UTF-8.
    ///
    /// Front matter may say more than Cairn reads, and no anchors, aliases or tags.
    package init(parsing bytes: [UInt8], path: String) throws(ManifestError) {
        guard bytes.count <= SourceText.byteLimit else {
            throw ManifestError(
                origin: Origin(path: path), problem: .tooLarge(limit: SourceText.byteLimit))
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ManifestError(origin: Origin(path: path), problem: .notUTF8)
        }
        let lines = text.trimmingPrefix("\u{FEFF}").split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let isOpened = lines.first == "---"
        let end = isOpened ? lines.dropFirst().firstIndex(of: "---") : nil
        let matter = try FrontMatter(lines[..<(end ?? 0)], path: path)
        license = matter.license
        tags = matter.tags ?? []
        let content = end.map { lines[($0 + 1)...] } ?? lines[...]
        body = content.joined(separator: "\n")
        headings = markdownHeadings(in: content)
    }
}

/// What Cairn reads of the front matter.
private struct FrontMatter: Decodable {
    var license: String?
    var tags: [String]?

    /// Reads the lines from the opening `---` on, so that errors name the lines of the file.
    init(_ lines: ArraySlice<Substring>, path: String) throws(ManifestError) {
        let root = try YAMLReader.read(Array(lines.joined(separator: "\n").utf8), path: path)
        guard !root.isNothing else { return }
        self = try NodeDecoder.decode(FrontMatter.self, from: root, mayHaveOtherKeys: true)
    }
}
