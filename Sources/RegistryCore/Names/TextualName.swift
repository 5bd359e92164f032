/// A name with a grammar: only a valid one can exist, and its text is all there is to it.
package protocol TextualName: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    /// What is being named, as a sentence calls it: "a stage", "a model".
    static var noun: String { get }
    /// The rule a valid name follows, ending a sentence that begins "… is".
    static var grammar: String { get }
    /// Takes a valid name; `nil` for any other text.
    init?(parsing text: some StringProtocol)
}

extension TextualName {
    /// Reads a name that a person typed, or says which rule it breaks.
    package init(checking text: String) throws(RegistryError) {
        guard let name = Self(parsing: text) else {
            throw RegistryError(
                .nameInvalid, "'\(text.printable)' can't name \(Self.noun).",
                remedy: "Use \(Self.grammar).")
        }
        self = name
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let name = Self(parsing: text) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "'\(text.printable)' can't name \(Self.noun): use \(Self.grammar)"
            )
        }
        self = name
    }

    package func encode(to encoder: any Encoder) throws {
        try encodeText(description, to: encoder)
    }
}

extension StringProtocol {
    /// The text with control characters and line ends made visible, at most 200 characters, so a
    /// hostile name can neither move the cursor nor fake another line of a message.
    package var printable: String {
        var shown = ""
        for scalar in unicodeScalars.prefix(200) {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse:
                shown += "\\u{\(String(scalar.value, radix: 16))}"
            default: shown.unicodeScalars.append(scalar)
            }
        }
        return unicodeScalars.count > 200 ? shown + "…" : shown
    }
}

/// Whether `byte` is one of `a`–`z`.
func isLowerLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }

/// Whether `byte` is one of `0`–`9`.
func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

/// Whether `byte` is a lower-case letter, a digit, or one of `others`.
func isNameByte(_ byte: UInt8, or others: StaticString = "") -> Bool {
    isLowerLetter(byte) || isDigit(byte) || others.description.utf8.contains(byte)
}
