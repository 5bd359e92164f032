/// Writes nodes as canonical text: the same node is always the same bytes.
///
/// Block style, indented by two; a list or map of scalars that fits in its line is in flow style.
struct YAMLWriter {
    private var text = ""

    /// The most columns of a line in flow style.
    private static let width = 100

    static func write(_ root: Node) -> String {
        var writer = YAMLWriter()
        if root.isLeaf {
            _ = writer.writeInLine(root, indent: 0, after: "")
        } else {
            writer.writeBelow(root, indent: 0)
        }
        return writer.text
    }

    /// Writes a list or map whose first line already has its indentation.
    private mutating func writeBelow(_ node: Node, indent: Int) {
        switch node.content {
        case .map(let entries): write(entries, indent: indent)
        case .list(let nodes): write(nodes, indent: indent)
        case .scalar: break
        }
    }

    private mutating func write(_ entries: [Node.Entry], indent: Int) {
        for (index, entry) in entries.enumerated() {
            if index > 0 { text += spaces(indent) }
            text += scalarText(entry.key, inFlow: false) + ":"
            guard !writeInLine(entry.value, indent: indent, after: " ") else { continue }
            text += "\n" + spaces(indent + 2)
            writeBelow(entry.value, indent: indent + 2)
        }
    }

    private mutating func write(_ nodes: [Node], indent: Int) {
        for (index, node) in nodes.enumerated() {
            text += index > 0 ? spaces(indent) + "- " : "- "
            guard !writeInLine(node, indent: indent, after: "") else { continue }
            writeBelow(node, indent: indent + 2)
        }
    }

    /// Writes what begins in the line of its key or dash; false, and nothing, if it doesn't.
    private mutating func writeInLine(_ node: Node, indent: Int, after blank: String) -> Bool {
        if case .scalar(let content, isPlain: false) = node.content, isBlockText(content) {
            text += blank + blockText(content, indent: indent + 2)
            return true
        }
        guard let line = flowText(node), node.isLeaf || fits(blank + line) else { return false }
        text += blank + line + "\n"
        return true
    }

    /// Whether `more` fits into the line that is being written.
    private func fits(_ more: String) -> Bool {
        let line = text.utf8.reversed().prefix { $0 != UInt8(ascii: "\n") }.prefix(Self.width + 1)
        return line.count + more.count <= Self.width
    }
}

/// The node in flow style; `nil` where that would be hard to read, or can't be.
private func flowText(_ node: Node) -> String? {
    switch node.content {
    case .scalar(let text, let isPlain): return isPlain ? text : scalarText(text, inFlow: false)
    case .list(let nodes): return flowList(nodes)
    case .map(let entries):
        let pairs = entries.compactMap { entry -> String? in
            guard let value = flowLeaf(entry.value) else { return nil }
            return "\(scalarText(entry.key, inFlow: true)): \(value)"
        }
        return pairs.count == entries.count ? "{" + pairs.joined(separator: ", ") + "}" : nil
    }
}

private func flowList(_ nodes: [Node]) -> String? {
    let entries = nodes.compactMap { $0.isScalar ? flowLeaf($0) : nil }
    return entries.count == nodes.count ? "[" + entries.joined(separator: ", ") + "]" : nil
}

/// A value inside a flow map: one scalar, or a list of scalars.
private func flowLeaf(_ node: Node) -> String? {
    switch node.content {
    case .scalar(let text, let isPlain):
        if !isPlain, isBlockText(text) { return nil }
        return isPlain ? text : scalarText(text, inFlow: true)
    case .list(let nodes): return flowList(nodes)
    case .map(let entries): return entries.isEmpty ? "{}" : nil
    }
}

private func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }

extension Node {
    /// Whether the node holds no others.
    fileprivate var isLeaf: Bool {
        switch content {
        case .scalar: true
        case .list(let nodes): nodes.isEmpty
        case .map(let entries): entries.isEmpty
        }
    }
}
