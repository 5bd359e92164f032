extension CommandDescription.Argument {
    /// How the argument is written, as a macro line without its dot: `Op Fl -stage Ar stage`.
    var usage: String {
        (isOptional ? "Op " : "") + spelling(names?.first { $0.kind == "long" } ?? names?.first)
            + (isRepeating ? " ..." : "")
    }

    /// What stands before its explanation: every spelling of it.
    var head: String {
        guard let names, !names.isEmpty else { return spelling(nil) }
        let short = names.filter { $0.kind != "long" } + names.filter { $0.kind == "long" }
        return short.dropLast().map { "Fl \($0.dashed) , " }.joined() + spelling(short.last)
    }

    /// What it is for, and what it takes.
    var explanation: [String] {
        let values = allValues.map { "One of \($0.joined(separator: ", "))." }
        let usual = defaultValue.map { "Default: \($0)." }
        return [abstract, discussion, values, usual].compactMap(\.self).flatMap(sentences)
    }

    private func spelling(_ name: CommandDescription.Name?) -> String {
        let value = "Ar \(roff(valueName ?? "value"))"
        return switch (kind, name) {
        case (.flag, let name?): "Fl \(name.dashed)"
        case (.option, let name?): "Fl \(name.dashed) \(value)"
        default: value
        }
    }
}

/// A tagged list; nothing for no rows.
func list(_ rows: [(tag: String, text: [String])]) -> [String] {
    guard !rows.isEmpty else { return [] }
    return [".Bl -tag -width Ds"] + rows.flatMap { [".It \($0.tag)"] + $0.text } + [".El"]
}

/// Text as roff wants it: every sentence on a line of its own.
func sentences(_ text: String) -> [String] {
    var lines = [""]
    for word in text.split(whereSeparator: \.isWhitespace) {
        lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
        if word.hasSuffix(".") { lines.append("") }
    }
    return lines.filter { !$0.isEmpty }.map { roff($0) }
}

/// The text with nothing in it that roff would read as its own.
func roff(_ text: some StringProtocol) -> String {
    var escaped = text.first.map { ".'".contains($0) } == true ? #"\&"# : ""
    for character in text {
        switch character {
        case "\\": escaped += #"\e"#
        case "-": escaped += #"\-"#
        case "'": escaped += #"\(aq"#
        case "`": escaped += #"\(ga"#
        case "\"": escaped += #"\(dq"#
        case "^": escaped += #"\(ha"#
        case "~": escaped += #"\(ti"#
        case _ where character.isASCII: escaped.append(character)
        default: escaped += character.unicodeScalars.map { "\\[u\(fourDigits($0.value))]" }.joined()
        }
    }
    return escaped
}

/// Hexadecimal digits, four at least, as groff's `\[u2026]` wants them.
private func fourDigits(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}

extension String {
    /// The text without the full stop at its end, which mdoc's `Nd` does without.
    var withoutFullStop: String { hasSuffix(".") ? String(dropLast()) : self }
}
