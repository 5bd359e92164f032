/// Moves through one line of `allowed_signers` by the rules OpenSSH splits it with.
struct LineScanner {
    private(set) var rest: ArraySlice<UInt8>

    init(_ line: ArraySlice<UInt8>) {
        rest = line
    }

    var isAtEnd: Bool {
        rest.isEmpty
    }

    /// What is left, as text.
    var remainder: String {
        String(decoding: rest, as: UTF8.self)
    }

    mutating func skipBlanks() {
        rest = rest.drop(while: isBlank)
    }

    /// Moves past `word`, in any case of its letters; false if something else comes.
    mutating func skip(_ word: String) -> Bool {
        let count = word.utf8.count
        guard rest.prefix(count).map(lowercase).elementsEqual(word.utf8) else { return false }
        rest.removeFirst(count)
        return true
    }

    /// The next word, up to a blank, and past the blanks after it.
    mutating func readWord() -> ArraySlice<UInt8> {
        let word = rest.prefix { !isBlank($0) }
        rest = rest[word.endIndex...]
        skipBlanks()
        return word
    }

    /// The principals: a word, or all up to the second of two quotation marks, which go.
    mutating func readPrincipals() throws(AllowedSignersError.Reason) -> String {
        var text = rest.prefix { !isBlank($0) && $0 != quote }
        rest = rest[text.endIndex...]
        if rest.first == quote {
            let quoted = rest.dropFirst().prefix { $0 != quote }
            guard quoted.endIndex < rest.endIndex else { throw .unterminatedQuote }
            text += quoted
            rest = rest[(quoted.endIndex + 1)...]
        }
        skipBlanks()
        return String(decoding: text, as: UTF8.self)
    }

    /// The options: all up to a blank outside quotation marks, and past the blanks after it.
    mutating func readOptions() throws(AllowedSignersError.Reason) -> ArraySlice<UInt8> {
        let start = rest
        var isQuoted = false
        while let byte = rest.first, isQuoted || !isBlank(byte) {
            if byte == backslash, rest.dropFirst().first == quote {
                rest.removeFirst()
            } else if byte == quote {
                isQuoted.toggle()
            }
            rest.removeFirst()
        }
        guard !isQuoted else { throw .unterminatedQuote }
        defer { skipBlanks() }
        return start[..<rest.startIndex]
    }

    /// The value of `name="value"`, where `\"` is a quotation mark; `nil` if another option comes.
    mutating func readValue(of name: String) throws(AllowedSignersError.Reason) -> String? {
        guard skip(name + "=") else { return nil }
        guard rest.popFirst() == quote else { throw .unquotedValue(option: name) }
        var value: [UInt8] = []
        while let byte = rest.popFirst(), byte != quote {
            let isEscape = byte == backslash && rest.first == quote
            value.append(isEscape ? rest.removeFirst() : byte)
        }
        return String(decoding: value, as: UTF8.self)
    }
}

private let quote = UInt8(ascii: "\"")
private let backslash = UInt8(ascii: "\\")

private func lowercase(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
}
