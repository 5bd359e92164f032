import FoundationEssentials
import RegistryCore

/// Decodes one scalar: text as it was written, and numbers and truths only without quotes.
struct ScalarDecoder: SingleValueDecodingContainer {
    let decoder: NodeDecoder

    var codingPath: [any CodingKey] { decoder.codingPath }

    func decodeNil() -> Bool { decoder.node.isNothing }

    func decode(_ type: String.Type) throws -> String {
        guard case .scalar(let text, _) = decoder.node.content else {
            throw decoder.wrongType(.text)
        }
        return text
    }

    func decode(_ type: Bool.Type) throws -> Bool {
        switch plainText {
        case "true": return true
        case "false": return false
        default: throw decoder.wrongType(.truth)
        }
    }

    func decode(_ type: Double.Type) throws -> Double {
        guard let text = plainText else { throw decoder.wrongType(.number) }
        if isNoNumber(text) { throw notFinite(text) }
        guard isDecimal(text), let number = Double(text) else { throw decoder.wrongType(.number) }
        guard number.isFinite else { throw notFinite(text) }
        return number
    }

    func decode(_ type: Float.Type) throws -> Float {
        Float(try decode(Double.self))
    }

    func decode<Number: FixedWidthInteger & Decodable>(_ type: Number.Type) throws -> Number {
        guard let text = plainText, isWhole(text) else { throw decoder.wrongType(.wholeNumber) }
        guard let number = Number(text) else {
            throw decoder.error(.outOfRange(key: decoder.key, found: text.printable))
        }
        return number
    }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try decoder.value(type)
    }

    private var plainText: String? {
        guard case .scalar(let text, isPlain: true) = decoder.node.content else { return nil }
        return text
    }

    private func notFinite(_ text: String) -> ManifestError {
        decoder.error(.notFinite(key: decoder.key, found: text.printable))
    }
}

extension NodeDecoder {
    /// The instant that the node's text names.
    func date() throws(ManifestError) -> Date {
        guard case .scalar(let text, _) = node.content, let date = Date(timestamp: text) else {
            throw wrongType(.date)
        }
        return date
    }
}

/// Whether `text` is a whole number in decimal digits, without leading zeros, which YAML 1.1 takes
/// for octal.
private func isWhole(_ text: String) -> Bool {
    let digits = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
    return isDigits(digits) && (digits == "0" || !digits.hasPrefix("0"))
}

/// Whether `text` is a decimal number, with or without a fraction and an exponent.
private func isDecimal(_ text: String) -> Bool {
    let parts = text.split(maxSplits: 1, omittingEmptySubsequences: false) {
        $0 == "e" || $0 == "E"
    }
    if parts.count == 2, !isWholeWithZeros(parts[1]) { return false }
    let number =
        parts[0].hasPrefix("-") || parts[0].hasPrefix("+") ? parts[0].dropFirst() : parts[0]
    let halves = number.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    return halves.contains { !$0.isEmpty } && halves.allSatisfy { $0.isEmpty || isDigits($0) }
}

private func isWholeWithZeros(_ text: Substring) -> Bool {
    isDigits(text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text)
}

private func isDigits(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
}

/// Whether `text` is how YAML, Python or C write an infinity or what is not a number.
private func isNoNumber(_ text: String) -> Bool {
    let word = text.lowercased().drop { "+-.".contains($0) }
    return ["inf", "infinity", "nan"].contains(word)
}
