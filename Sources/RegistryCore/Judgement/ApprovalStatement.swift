package import FoundationEssentials

/// The message of an approval tag: every field that the signature binds.
package struct ApprovalStatement: Hashable, Sendable {
    package var verb: Decision.Verb
    /// The registry's random id, not its label.
    package var registry: String
    package var stage: StageName
    package var model: ModelName
    package var version: VersionNumber
    package var versionDigest: Digest
    package var proposal: ObjectID
    package var base: ObjectID
    package var signer: Person
    package var number: Int
    package var expires: Date?
    /// URLs or paths that the signer looked at.
    package var evidence: [String]
    /// What the signer says, one line each.
    package var comments: [String]

    package init(
        verb: Decision.Verb, registry: String, stage: StageName, model: ModelName,
        version: VersionNumber, versionDigest: Digest, proposal: ObjectID, base: ObjectID,
        signer: Person, number: Int
    ) {
        self.verb = verb
        self.registry = registry
        self.stage = stage
        self.model = model
        self.version = version
        self.versionDigest = versionDigest
        self.proposal = proposal
        self.base = base
        self.signer = signer
        self.number = number
        evidence = []
        comments = []
    }

    /// The tag that carries it.
    package var tagName: ApprovalName {
        ApprovalName(stage: stage, model: model, proposal: proposal, person: signer, number: number)
    }

    /// The message to sign, ending in a line end.
    package var message: String {
        let fields =
            [
                ("Decision", verb.rawValue), ("Registry", registry), ("Stage", "\(stage)"),
                ("Model", "\(model)"), ("Version", "\(version.value)"),
                ("Version-Digest", "sha256:\(versionDigest)"), ("Proposal", "\(proposal)"),
                ("Base", "\(base)"), ("Signer", "\(signer)"), ("Number", "\(number)"),
            ] + (expires.map { [("Expires", $0.timestamp)] } ?? [])
            + evidence.map { ("Evidence", $0) } + comments.map { ("Comment", $0) }
        return subject + "\n\n" + fields.map { "\($0): \($1)\n" }.joined()
    }

    private var subject: String {
        "\(verb.rawValue.capitalizedFirst) \(model) \(version) for \(stage)"
    }
}

extension ApprovalStatement {
    /// Reads a tag's message; says which line is wrong and what belongs there.
    ///
    /// Fields may stand in any order and only `Evidence` and `Comment` more than once: a message
    /// that could be read in two ways is no evidence.
    package init(parsing message: String) throws(RegistryError) {
        var fields = try StatementFields(parsing: message)
        verb = try fields.take("Decision") { Decision.Verb(rawValue: $0) }
        registry = try fields.take("Registry") { $0 }
        stage = try fields.take("Stage") { StageName(parsing: $0) }
        model = try fields.take("Model") { ModelName(parsing: $0) }
        version = try fields.take("Version") { VersionNumber(digits: $0) }
        versionDigest = try fields.take("Version-Digest") { text in
            text.hasPrefix("sha256:") ? Digest(parsing: text.dropFirst(7)) : nil
        }
        proposal = try fields.take("Proposal") { ObjectID(parsing: $0) }
        base = try fields.take("Base") { ObjectID(parsing: $0) }
        signer = try fields.take("Signer") { Person(parsing: $0) }
        number = try fields.take("Number") { VersionNumber(digits: $0)?.value }
        expires = try fields.takeOptional("Expires") { Date(timestamp: $0) }
        evidence = fields.takeAll("Evidence")
        comments = fields.takeAll("Comment")
        try fields.finish()
        guard fields.subject == subject else {
            throw StatementFields.invalid(
                "Its first line is '\(fields.subject.printable)' and must be '\(subject)'.")
        }
    }
}

/// The `Key: value` lines below the subject of a signed message.
private struct StatementFields {
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
