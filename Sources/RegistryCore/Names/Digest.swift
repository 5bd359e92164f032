/// The SHA-256 of an artifact's bytes, and the only name an artifact has in a store.
///
/// The same 64 hex digits are the Git LFS oid, the Hugging Face ETag and an OCI layer digest.
package struct Digest: Hashable, Sendable {
    private let bytes: HashBytes

    /// Takes the 32 bytes of a finished hash.
    package init(_ bytes: SIMD32<UInt8>) {
        self.bytes = HashBytes(bytes)
    }

    /// Reads 64 lower-case hex digits, and nothing else; `nil` otherwise.
    package init?(parsing text: some StringProtocol) {
        guard let bytes = decodeHex(Array(text.utf8)[...], count: 32) else { return nil }
        self.bytes = HashBytes(bytes)
    }

    /// The 32 bytes, for whatever signs or writes them raw.
    package var rawBytes: [UInt8] {
        (0..<32).map { bytes[$0] }
    }
}

extension Digest: CustomStringConvertible, Comparable, Codable {
    package var description: String {
        encodeHex(rawBytes)
    }

    package static func < (left: Digest, right: Digest) -> Bool {
        left.rawBytes.lexicographicallyPrecedes(right.rawBytes)
    }

    package init(from decoder: any Decoder) throws {
        self = try decodeText(
            from: decoder, rule: "no SHA-256: write its 64 lower-case hex digits",
            Digest.init(parsing:))
    }

    package func encode(to encoder: any Encoder) throws {
        try encodeText(description, to: encoder)
    }
}
