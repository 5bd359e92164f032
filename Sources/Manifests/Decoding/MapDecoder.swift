import RegistryCore

/// Decodes the fields of a map by their keys, and notes which keys were asked for.
struct MapDecoder<Key: CodingKey>: KeyedDecodingContainerProtocol {
    private let decoder: NodeDecoder
    private let entries: [Node.Entry]
    private let indexes: [String: Int]
    private let page: KeyLedger.Page

    init(decoder: NodeDecoder, entries: [Node.Entry]) {
        self.decoder = decoder
        self.entries = entries
        indexes = Dictionary(entries.indices.map { (entries[$0].key, $0) }) { first, _ in first }
        page = decoder.ledger.page(of: decoder.place)
    }

    var codingPath: [any CodingKey] { decoder.codingPath }
    var allKeys: [Key] { entries.compactMap { Key(stringValue: $0.key) } }

    func contains(_ key: Key) -> Bool {
        page.note(key)
        return indexes[key.stringValue] != nil
    }

    func decodeNil(forKey key: Key) throws -> Bool {
        try child(key, as: Any.self).node.isNothing
    }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try child(key, as: type).value(type)
    }

    /// What the standard library asks for in three questions, each with a search of its own.
    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
        page.note(key)
        guard let index = indexes[key.stringValue], !entries[index].value.isNothing else {
            return nil
        }
        return try decoder.child(entries[index].value, key, at: index).value(type)
    }

    func nestedContainer<Inner: CodingKey>(
        keyedBy type: Inner.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Inner> {
        try child(key, as: Any.self).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try child(key, as: Any.self).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { decoder }

    func superDecoder(forKey key: Key) throws -> any Decoder { try child(key, as: Any.self) }

    private func child(_ key: Key, as type: Any.Type) throws(ManifestError) -> NodeDecoder {
        page.note(key)
        guard let index = indexes[key.stringValue] else { throw missing(key.stringValue, type) }
        return decoder.child(entries[index].value, key, at: index)
    }

    /// A key that isn't there, or that is there misspelt.
    private func missing(_ key: String, _ type: Any.Type) -> ManifestError {
        let misspelt = entries.first {
            !page.keys.contains($0.key) && isNear($0.key, to: key)
        }
        if let misspelt {
            return ManifestError(
                origin: misspelt.origin, problem: .unknownKey(misspelt.key, nearest: key))
        }
        let allowed = allowedTexts(of: type) ?? []
        return decoder.error(.missingKey(key, value: allowed.count == 1 ? allowed.first : nil))
    }
}
