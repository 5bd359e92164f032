import RegistryCore

/// One node of a YAML document, and where it begins.
struct Node: Equatable, Sendable {
    var content: Content
    let origin: Origin

    /// What kind of node it is.
    enum Content: Equatable, Sendable {
        /// Text as written; a plain one, without quotes, may also stand for a number or nothing.
        case scalar(String, isPlain: Bool)
        case list([Node])
        case map([Entry])
    }

    /// One pair of a map; no two of a map have the same key.
    struct Entry: Equatable, Sendable {
        let key: String
        let origin: Origin
        var value: Node
    }

    /// The deepest that lists and maps may be nested.
    static let depthLimit = 32

    /// A value without quotes that nobody wrote.
    static func nothing(at origin: Origin) -> Node {
        Node(content: .scalar("", isPlain: true), origin: origin)
    }

    /// Whether the node stands for no value: nothing, `null` or `~`, without quotes.
    ///
    /// An optional field is then absent; a text that must be there is what was written.
    var isNothing: Bool {
        guard case .scalar(let text, isPlain: true) = content else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(text)
    }

    var isScalar: Bool {
        guard case .scalar = content else { return false }
        return true
    }

    /// What a message says was found.
    var summary: String {
        switch content {
        case .scalar("", isPlain: true): "nothing"
        case .scalar(let text, isPlain: true): "'\(text.printable)'"
        case .scalar(let text, isPlain: false): "the quoted text '\(text.printable)'"
        case .list: "a list"
        case .map: "a map"
        }
    }
}
