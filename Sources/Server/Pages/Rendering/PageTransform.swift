import Markdown
import RegistryCore

/// What templates may do to a value before they show it: `{{bytes(size)}}`.
enum PageTransform: String, CaseIterable, Sendable {
    /// How much it is, in binary units.
    case bytes
    /// `2026-11-20 14:03` of `2026-11-20T14:03:11Z`, and its first half.
    case date, day
    /// As much of a digest or commit as tells it from others.
    case short
    /// How many there are.
    case count
    /// Whether there is anything in it.
    case some
    /// A map as a list of its keys and values, by key.
    case entries
    /// As a part of an address; a path keeps its slashes.
    case part, path
    /// The address of something on the web; nothing for a text that is none.
    case web
    /// Free data as it is written in JSON.
    case json
    /// A text in Markdown as markup, of which nothing is to be escaped any more.
    case markdown
    /// Numbers as a drawing, of which nothing is to be escaped any more.
    case bars, line

    /// Those that make markup themselves, and so stand in three braces.
    static let markup: Set<PageTransform> = [.markdown, .bars, .line]

    /// What the transform makes of `value`; `nil` if nothing.
    func callAsFunction(_ value: JSONValue) -> Any? {
        switch self {
        case .some: value.isSome
        case .count: value.list?.count
        case .entries: pageValue(.list(value.entries))
        case .json: String(decoding: Server.json(value), as: UTF8.self)
        case .markdown: value["text"]?.text.map { rendered($0, value["base"]?.text ?? "") }
        case .bars: Chart(.bars, of: value)?.svg
        case .line: Chart(.line, of: value)?.svg
        default: value.written.flatMap(text)
        }
    }

    private func text(_ text: String) -> Any? {
        switch self {
        case .bytes: Int64(text).map(size)
        case .date: text.prefix(16).replacing("T", with: " ")
        case .day: String(text.prefix(10))
        case .short: String(text.trimmingPrefix("sha256:").prefix(12))
        case .part: text.percentEncoded
        case .path:
            text.split(separator: "/", omittingEmptySubsequences: false)
                .map(\.percentEncoded).joined(separator: "/")
        case .web: isOfWeb(text) ? PageText(text: text) : nil
        case .some, .count, .entries, .json, .markdown, .bars, .line: nil
        }
    }
}

extension JSONValue {
    /// A text, or a number as it is written.
    fileprivate var written: String? {
        switch self {
        case .text(let text), .number(let text): text
        case .null, .bool, .list, .map: nil
        }
    }

    fileprivate var isSome: Bool {
        switch self {
        case .list(let list): !list.isEmpty
        case .map(let map): !map.isEmpty
        case .null: false
        case .bool, .number, .text: true
        }
    }

    fileprivate var entries: [JSONValue] {
        guard case .map(let map) = self else { return [] }
        return map.sorted { $0.key < $1.key }.map { ["key": .text($0.key), "value": $0.value] }
    }
}

private func size(_ bytes: Int64) -> String {
    let units = ["B", "KiB", "MiB", "GiB", "TiB"]
    var (value, unit) = (Double(bytes), 0)
    while value >= 1024, unit < units.count - 1 { (value, unit) = (value / 1024, unit + 1) }
    let rounded = unit == 0 || value >= 100 ? value.rounded() : (value * 10).rounded() / 10
    return "\(rounded)".replacing(".0", with: "") + " " + units[unit]
}

private func isOfWeb(_ text: String) -> Bool {
    ["http://", "https://"].contains { text.lowercased().hasPrefix($0) }
}

private func rendered(_ text: String, _ base: String) -> String {
    guard let document = MarkdownDocument(parsing: text) else {
        return "<pre>\(text.htmlEscaped)</pre>"
    }
    return document.html(heading: 3, relativeTo: base)
}
