/// The `Key: value` lines below the subject of a signed message.
struct StatementFields {
    let subject: String
    private let kind: StatementKind
    private var values: [String: [String]] = [:]

    init(parsing message: String, of kind: StatementKind) throws(RegistryError) {
        self.kind = kind
        guard !message.unicodeScalars.contains(where: Self.misleads) else {
            throw kind.unreadable("It holds a control character.")
        }
        var lines = message.split(separator: "\n", omittingEmptySubsequences: false).map(
            String.init)
        if lines.last == "" { lines.removeLast() }
        guard lines.count >= 3, lines.count <= 200, lines[1].isEmpty else {
            throw kind.unreadable("It must be a subject, an empty line, and 'Key: value' lines.")
        }
        subject = lines[0]
        for line in lines.dropFirst(2) {
            guard let colon = line.firstRange(of: ": "), colon.lowerBound > line.startIndex else {
                throw kind.unreadable("The line '\(line.printable)' is not 'Key: value'.")
            }
            values[String(line[..<colon.lowerBound]), default: []]
                .append(String(line[colon.upperBound...]))
        }
    }

    /// Whether some reader would take `scalar` for the end of a line, or a terminal obey it.
    private static func misleads(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar != "\n", scalar != "\t" else { return false }
        guard !scalar.isASCII else { return scalar.value < 0x20 || scalar.value == 0x7f }
        return [.control, .lineSeparator, .paragraphSeparator]
            .contains(scalar.properties.generalCategory)
    }

    mutating func take<Value>(
        _ key: String, _ parse: (String) -> Value?
    ) throws(RegistryError) -> Value {
        guard let value = try takeOptional(key, parse) else {
            throw kind.unreadable("The line '\(key): …' is missing.")
        }
        return value
    }

    mutating func takeOptional<Value>(
        _ key: String, _ parse: (String) -> Value?
    ) throws(RegistryError) -> Value? {
        let texts = takeAll(key)
        guard let text = texts.first else { return nil }
        guard texts.count == 1 else {
            throw kind.unreadable("'\(key)' stands there more than once.")
        }
        guard let value = parse(text) else {
            throw kind.unreadable("'\(key): \(text.printable)' can't be read.")
        }
        return value
    }

    /// Values of which none may stand there twice.
    mutating func takeEach<Value: Hashable>(
        _ key: String, _ parse: (String) -> Value?
    ) throws(RegistryError) -> [Value] {
        var found: [Value] = []
        for text in takeAll(key) {
            guard let value = parse(text) else {
                throw kind.unreadable("'\(key): \(text.printable)' can't be read.")
            }
            guard !found.contains(value) else {
                throw kind.unreadable("'\(key): \(text.printable)' stands there more than once.")
            }
            found.append(value)
        }
        return found
    }

    mutating func takeAll(_ key: String) -> [String] {
        values.removeValue(forKey: key) ?? []
    }

    /// Takes the digest that proves which bytes are meant.
    mutating func takeDigest(_ key: String) throws(RegistryError) -> Digest {
        try take(key) { text in
            text.hasPrefix("sha256:") ? Digest(parsing: text.dropFirst(7)) : nil
        }
    }

    /// Demands that nothing is left over, and a first line that tells no other story.
    func finish(_ expected: String) throws(RegistryError) {
        if let key = values.keys.min() {
            throw kind.unreadable("The field '\(key.printable)' is unknown.")
        }
        guard subject == expected else {
            throw kind.unreadable(
                "Its first line is '\(subject.printable)' and must be '\(expected)'.")
        }
    }
}

extension String {
    /// The text with its first letter in upper case, for the beginning of a sentence.
    package var capitalizedFirst: String {
        prefix(1).uppercased() + dropFirst()
    }
}
