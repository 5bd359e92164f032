import FoundationEssentials
import RegistryCore

/// JSON as Cairn keeps it in Git: sorted keys and UTC timestamps, so equal values are equal bytes.
func encodeJSON(_ value: some Encodable, pretty: Bool = true) throws(RegistryError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
    encoder.dateEncodingStrategy = .iso8601
    do {
        return Array(try encoder.encode(value)) + [UInt8(ascii: "\n")]
    } catch {
        throw RegistryError(
            .internal, "A record could not be written as JSON: \(error).",
            remedy: "Report this as a bug of Cairn.")
    }
}

/// Reads what `encodeJSON` wrote.
func decodeJSON<Value: Decodable>(
    _ type: Value.Type, from bytes: [UInt8], what: String
) throws(RegistryError) -> Value {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    do { return try decoder.decode(type, from: Data(bytes)) } catch {
        throw RegistryError(
            .corrupt, "\(what) can't be read.".capitalizedFirst,
            remedy: "Run `cairn doctor` to see what is damaged.")
    }
}
