/// The `Key: value` lines below the subject of a signed message.
struct StatementFields {
    let subject: String
    private var values: [String: [String]] = [:]

    init(parsing message: String) throws(RegistryError) {
        guard !message.unicodeScalars.contains(where: Self.misleads) else {
            throw Self.invalid("It holds a control character.")
        }
        var lines = message.split(separator: "\n", omittingEmptySubsequences: false).map(
            String.init)
        if lines.last == "" { lines.removeLast() }
        guard lines.count >= 3, lines.count <= 200, lines[1].isEmpty else {
            throw Self.invalid("It must be a subject, an empty line, and 'Key: value' lines.")
        }
        subject = lines[0]
        for line in lines.dropFirst(2) {
            guard let colon = line.firstRange(of: ": "), colon.lowerBound > line.startIndex else {
                throw Self.invalid("The line '\(line.printable)' is not 'Key: value'.")
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
            throw Self.invalid("The line '\(key): …' is missing.")
        }
        return value
    }

    mutating func takeOptional<Value>(
        _ key: String, _ parse: (String) -> Value?
    ) throws(RegistryError) -> Value? {
        let texts = takeAll(key)
        guard let text = texts.first else { return nil }
        guard texts.count == 1 else { throw Self.invalid("'\(key)' stands there more than once.") }
        guard let value = parse(text) else {
            throw Self.invalid("'\(key): \(text.printable)' can't be read.")
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
                throw Self.invalid("'\(key): \(text.printable)' can't be read.")
            }
            guard !found.contains(value) else {
                throw Self.invalid("'\(key): \(text.printable)' stands there more than once.")
            }
            found.append(value)
        }
        return found
    }

    mutating func takeAll(_ key: String) -> [String] {
        values.removeValue(forKey: key) ?? []
    }

    func finish() throws(RegistryError) {
        guard let key = values.keys.min() else { return }
        throw Self.invalid("The field '\(key.printable)' is unknown.")
    }

    static func invalid(_ message: String) -> RegistryError {
        RegistryError(
            .approvalInvalid, "The approval's message is not as documented. \(message)",
            remedy: "Sign it with `cairn approve`, or follow docs/format.md.")
    }
}

extension String {
    /// The text with its first letter in upper case, for the beginning of a sentence.
    package var capitalizedFirst: String {
        prefix(1).uppercased() + dropFirst()
    }
}
