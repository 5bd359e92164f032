/// The full SHA-1 name of a Git object: 40 lower-case hex digits, never an abbreviation.
package struct ObjectID: Hashable, Sendable {
    /// Twenty bytes; the last twelve stay zero, so equality and hashing hold.
    private let bytes: HashBytes

    /// What Git writes for "no object": the old value of a creation, the new one of a deletion.
    package static let zero = ObjectID(bytes: SIMD32())

    /// Git's name of the tree without entries.
    package static let emptyTree = ObjectID(rawBytes: [
        0x4b, 0x82, 0x5d, 0xc6, 0x42, 0xcb, 0x6e, 0xb9, 0xa0, 0x60,
        0xe5, 0x4b, 0xf8, 0xd6, 0x92, 0x88, 0xfb, 0xee, 0x49, 0x04,
    ])

    private init(bytes: SIMD32<UInt8>) {
        self.bytes = HashBytes(bytes)
    }

    /// Takes the twenty bytes of an object name; traps on any other count.
    package init(rawBytes: Span<UInt8>) {
        precondition(rawBytes.count == 20, "an object name has 20 bytes")
        var bytes = SIMD32<UInt8>()
        for index in 0..<20 { bytes[index] = rawBytes[index] }
        self.bytes = HashBytes(bytes)
    }

    /// Takes the twenty bytes of an object name; traps on any other count.
    package init(rawBytes: [UInt8]) {
        self.init(rawBytes: rawBytes.span)
    }

    /// Reads 40 lower-case hex digits, and nothing else; `nil` otherwise.
    package init?(parsing text: some StringProtocol) {
        self.init(parsing: Array(text.utf8)[...])
    }

    /// Reads the same digits where a program wrote a million of them.
    package init?(parsing digits: ArraySlice<UInt8>) {
        guard let bytes = decodeHex(digits, count: 20) else { return nil }
        self.bytes = HashBytes(bytes)
    }

    /// The twenty bytes, as Git stores them in trees.
    package var rawBytes: [UInt8] {
        (0..<20).map { bytes[$0] }
    }

    /// The byte at `index`, of 0 to 19: reading an object must not cost an array for its name.
    package subscript(index: Int) -> UInt8 {
        bytes[index]
    }

    /// The first twelve digits, for people; never read back.
    package var short: String {
        String(description.prefix(12))
    }
}

extension ObjectID: CustomStringConvertible, Comparable, Codable {
    package var description: String {
        encodeHex(rawBytes)
    }

    package static func < (left: ObjectID, right: ObjectID) -> Bool {
        (0..<20).first { left[$0] != right[$0] }.map { left[$0] < right[$0] } ?? false
    }

    package init(from decoder: any Decoder) throws {
        self = try decodeText(
            from: decoder, rule: "no object id: write its 40 lower-case hex digits",
            ObjectID.init(parsing:))
    }

    package func encode(to encoder: any Encoder) throws {
        try encodeText(description, to: encoder)
    }
}
