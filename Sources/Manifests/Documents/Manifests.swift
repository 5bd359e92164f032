/// Reads one manifest, or says where and why it is none.
///
/// Text fields take what was written, quoted or not; numbers and truths are plain and exact; an
/// optional field that says nothing, `null` or `~` is absent; a key that `Value` doesn't know is
/// refused. At most 1 MiB, nested 32 deep.
package func readManifest<Value: Decodable>(
    _ type: Value.Type, from bytes: [UInt8], path: String
) throws(ManifestError) -> Value {
    try ManifestDocument(parsing: bytes, path: path).decode(type)
}

/// Writes one manifest: fields in the order of their declaration, maps in that of their keys.
///
/// What `readManifest` makes of it equals `value`, unless a number isn't finite or a key is longer
/// than the 1024 characters that any YAML reader takes.
package func writeManifest(_ value: some Encodable) -> [UInt8] {
    Array(YAMLWriter.write(NodeEncoder.encode(value, path: "")).utf8)
}
