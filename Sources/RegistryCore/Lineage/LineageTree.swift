/// All that leads to a subject, or away from it.
package struct LineageTree: Hashable, Sendable, Encodable {
    package let nodes: [LineageNode]
    /// Whether there is more than was asked for.
    package let isCut: Bool

    package init(nodes: [LineageNode], isCut: Bool) {
        self.nodes = nodes
        self.isCut = isCut
    }

    private enum CodingKeys: String, CodingKey {
        case nodes
        case isCut = "cut"
    }
}

/// Which way lineage is followed.
package enum LineageDirection: Hashable, Sendable {
    /// To what something was made from.
    case up
    /// To what was made from it.
    case down
}
