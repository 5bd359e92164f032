/// Decodes the entries of a list one after the other.
struct ListDecoder: UnkeyedDecodingContainer {
    private let decoder: NodeDecoder
    private let nodes: [Node]
    private(set) var currentIndex = 0

    init(decoder: NodeDecoder, nodes: [Node]) {
        self.decoder = decoder
        self.nodes = nodes
    }

    var codingPath: [any CodingKey] { decoder.codingPath }
    var count: Int? { nodes.count }
    var isAtEnd: Bool { currentIndex == nodes.count }

    mutating func decodeNil() throws -> Bool {
        guard try child().node.isNothing else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let value = try child().value(type)
        currentIndex += 1
        return value
    }

    mutating func nestedContainer<Inner: CodingKey>(
        keyedBy type: Inner.Type
    ) throws -> KeyedDecodingContainer<Inner> {
        try taken().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try taken().unkeyedContainer()
    }

    mutating func superDecoder() throws -> any Decoder { try taken() }

    private mutating func taken() throws(ManifestError) -> NodeDecoder {
        let child = try child()
        currentIndex += 1
        return child
    }

    private func child() throws(ManifestError) -> NodeDecoder {
        guard !isAtEnd else {
            throw decoder.error(.noSuchEntry("\(currentIndex)", count: nodes.count))
        }
        return decoder.child(nodes[currentIndex], IndexKey(currentIndex), at: currentIndex)
    }
}

/// The place of an entry in a list, as a step of a coding path.
struct IndexKey: CodingKey {
    private let index: Int

    init(_ index: Int) {
        self.index = index
    }

    var stringValue: String { "\(index)" }
    var intValue: Int? { index }

    init?(stringValue: String) { nil }

    init?(intValue: Int) {
        index = intValue
    }
}
