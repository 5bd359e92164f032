/// Encodes the fields of a map.
struct MapEncoder<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let encoder: NodeEncoder
    var codingPath: [any CodingKey] { encoder.codingPath }

    func encodeNil(forKey key: Key) {
        encoder.appendField(key).fill("null", isPlain: true)
    }

    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        try encoder.appendField(key).fill(value)
    }

    func nestedContainer<Inner: CodingKey>(
        keyedBy type: Inner.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Inner> {
        encoder.appendField(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        encoder.appendField(key).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { encoder }

    func superEncoder(forKey key: Key) -> any Encoder { encoder.appendField(key) }
}

/// Encodes the entries of a list.
struct ListEncoder: UnkeyedEncodingContainer {
    let encoder: NodeEncoder
    var codingPath: [any CodingKey] { encoder.codingPath }
    private(set) var count = 0

    init(encoder: NodeEncoder) {
        self.encoder = encoder
    }

    mutating func encodeNil() {
        appendEntry().fill("null", isPlain: true)
    }

    mutating func encode<Value: Encodable>(_ value: Value) throws {
        try appendEntry().fill(value)
    }

    mutating func nestedContainer<Inner: CodingKey>(
        keyedBy type: Inner.Type
    ) -> KeyedEncodingContainer<Inner> {
        appendEntry().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        appendEntry().unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder { appendEntry() }

    private mutating func appendEntry() -> NodeEncoder {
        count += 1
        return encoder.appendEntry()
    }
}

/// Encodes one scalar: text as text, numbers and truths plain.
struct ScalarEncoder: SingleValueEncodingContainer {
    let encoder: NodeEncoder
    var codingPath: [any CodingKey] { encoder.codingPath }

    func encodeNil() {
        encoder.fill("null", isPlain: true)
    }

    func encode(_ value: String) {
        encoder.fill(value, isPlain: false)
    }

    func encode(_ value: Bool) {
        encoder.fill(value ? "true" : "false", isPlain: true)
    }

    func encode(_ value: Double) {
        encoder.fill(decimal(value), isPlain: true)
    }

    func encode(_ value: Float) {
        encode(Double(value))
    }

    func encode<Number: FixedWidthInteger & Encodable>(_ value: Number) {
        encoder.fill("\(value)", isPlain: true)
    }

    func encode<Value: Encodable>(_ value: Value) throws {
        try encoder.fill(value)
    }
}

/// The shortest text that reads back as `number`, with the dot that YAML 1.1 wants in a fraction.
private func decimal(_ number: Double) -> String {
    guard number.isFinite else { return number.isNaN ? ".nan" : number < 0 ? "-.inf" : ".inf" }
    let parts = "\(number)".split(separator: "e", maxSplits: 1)
    guard parts.count == 2, !parts[0].contains(".") else { return "\(number)" }
    return "\(parts[0]).0e\(parts[1])"
}
