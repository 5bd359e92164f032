import FoundationEssentials
import RegistryCore

/// Decodes a value from one node, and turns whatever goes wrong into an error at that node.
struct NodeDecoder: Decoder {
    let node: Node
    /// The indexes that lead here from the root.
    let place: [Int]
    let codingPath: [any CodingKey]
    let ledger: KeyLedger

    var userInfo: [CodingUserInfoKey: Any] { [:] }

    /// Decodes a whole document, of which every key must be known unless `mayHaveOtherKeys`.
    static func decode<Value: Decodable>(
        _ type: Value.Type, from root: Node, mayHaveOtherKeys: Bool = false
    ) throws(ManifestError) -> Value {
        let decoder = NodeDecoder(node: root, place: [], codingPath: [], ledger: KeyLedger())
        let value = try decoder.value(type)
        if !mayHaveOtherKeys { try decoder.ledger.refuseUnknownKeys(in: root) }
        return value
    }

    /// Decodes the value of this node.
    func value<Value: Decodable>(_ type: Value.Type) throws(ManifestError) -> Value {
        do {
            if type == Date.self, let date = try date() as? Value { return date }
            return try Value(from: self)
        } catch let error as ManifestError {
            throw error
        } catch let error as DecodingError {
            throw refusal(of: type, error)
        } catch {
            throw self.error(.invalid("\(error)"))
        }
    }

    /// The decoder of the node below this one that `key` and `index` lead to.
    func child(_ node: Node, _ key: any CodingKey, at index: Int) -> NodeDecoder {
        NodeDecoder(
            node: node, place: place + [index], codingPath: codingPath + [key], ledger: ledger)
    }

    func container<Key: CodingKey>(
        keyedBy type: Key.Type
    ) throws -> KeyedDecodingContainer<Key> {
        guard case .map(let entries) = node.content else { throw wrongType(.map) }
        return KeyedDecodingContainer(MapDecoder(decoder: self, entries: entries))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .list(let nodes) = node.content else { throw wrongType(.list) }
        return ListDecoder(decoder: self, nodes: nodes)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer {
        ScalarDecoder(decoder: self)
    }
}
