import FoundationEssentials
import RegistryCore

/// Encodes a value as a node; fields keep the order in which they are encoded.
final class NodeEncoder: Encoder {
    /// What has been encoded so far; containers are open until the root is asked for.
    private enum Shape {
        case nothing
        case scalar(String, isPlain: Bool)
        case list([NodeEncoder])
        case map([(key: String, value: NodeEncoder)])
    }

    private var shape = Shape.nothing
    let codingPath: [any CodingKey] = []
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    /// The node of `value`, of which `path` says where it comes from.
    static func encode(_ value: some Encodable, path: String) -> Node {
        let encoder = NodeEncoder()
        do {
            try encoder.fill(value)
        } catch {
            preconditionFailure("manifests hold only what can be encoded: \(error)")
        }
        return encoder.node(at: Origin(path: path))
    }

    private func node(at origin: Origin) -> Node {
        switch shape {
        case .nothing: Node(content: .map([]), origin: origin)
        case .scalar(let text, let isPlain):
            Node(content: .scalar(text, isPlain: isPlain), origin: origin)
        case .list(let encoders):
            Node(content: .list(encoders.map { $0.node(at: origin) }), origin: origin)
        case .map(let pairs):
            Node(
                content: .map(
                    pairs.map {
                        Node.Entry(key: $0.key, origin: origin, value: $0.value.node(at: origin))
                    }), origin: origin)
        }
    }

    /// Encodes the whole of `value` here.
    func fill(_ value: some Encodable) throws {
        if let date = value as? Date {
            fill(date.timestamp, isPlain: true)
        } else {
            try value.encode(to: self)
        }
        if value is any Unordered, case .map(let pairs) = shape {
            shape = .map(pairs.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) })
        }
    }

    func fill(_ text: String, isPlain: Bool) {
        shape = .scalar(text, isPlain: isPlain)
    }

    /// The encoder of one more entry of the list that this is.
    func appendEntry() -> NodeEncoder {
        let entry = NodeEncoder()
        guard case .list(var entries) = shape else {
            shape = .list([entry])
            return entry
        }
        shape = .nothing  // so that the array below is the only one, and grows in place
        entries.append(entry)
        shape = .list(entries)
        return entry
    }

    /// The encoder of one more field of the map that this is.
    func appendField(_ key: some CodingKey) -> NodeEncoder {
        let field = NodeEncoder()
        guard case .map(var fields) = shape else {
            shape = .map([(key.stringValue, field)])
            return field
        }
        shape = .nothing
        fields.append((key.stringValue, field))
        shape = .map(fields)
        return field
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        if case .nothing = shape { shape = .map([]) }
        return KeyedEncodingContainer(MapEncoder(encoder: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        if case .nothing = shape { shape = .list([]) }
        return ListEncoder(encoder: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        ScalarEncoder(encoder: self)
    }
}

/// A map without an order of its own, which is written in the order of its keys' bytes.
private protocol Unordered {}

extension Dictionary: Unordered {}
