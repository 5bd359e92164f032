/// How text is written so that every YAML reader, old or new, takes it for the same text.

/// `text` as it is if nobody can take it for anything else, otherwise in double quotes.
func scalarText(_ text: String, inFlow: Bool) -> String {
    isSafe(text, inFlow: inFlow) ? text : quotedText(text)
}

private func isSafe(_ text: String, inFlow: Bool) -> Bool {
    let scalars = text.unicodeScalars
    guard let first = scalars.first, let last = scalars.last,
        first.properties.isAlphabetic || isDigit(first) || "_/.(".unicodeScalars.contains(first),
        !last.properties.isWhitespace, last != ":", scalars.allSatisfy(isPrintable)
    else { return false }
    let hasIndicator = inFlow && scalars.contains { $0.isFlowIndicator || $0 == "?" }
    // By scalars: an accent may sit on the blank, and they would not be found as characters.
    let hasMark = zip(scalars, scalars.dropFirst()).contains { one, next in
        (one == ":" && next == " ") || (one == " " && next == "#")
    }
    return !hasIndicator && !hasMark && !resembles(text)
}

/// Whether some reader takes `text` for a number, a truth, nothing, a time, or a document's end.
private func resembles(_ text: String) -> Bool {
    let words: Set = ["null", "true", "false", "yes", "no", "on", "off", "y", "n", ".inf", ".nan"]
    return words.contains(text.lowercased()) || text.utf8.starts(with: "...".utf8)
        || resemblesNumber(text)
}

/// Whether `text` might be decimal, octal, hexadecimal, binary, sexagesimal, or a date.
private func resemblesNumber(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    guard let first = scalars.first, isDigit(first) || first == "." else { return false }
    let isRadix = first == "0" && scalars.count > 1 && "xXoObB".unicodeScalars.contains(scalars[1])
    let isDate = scalars.count > 4 && scalars[4] == "-" && scalars[..<4].allSatisfy(isDigit)
    let isDecimal = scalars.allSatisfy { isDigit($0) || "_.:eE+-".unicodeScalars.contains($0) }
    return isRadix || isDate || (isDecimal && scalars.count { $0 == "." } <= 1)
}

/// `text` in double quotes, in one line, with escapes that JSON has too where it has them.
private func quotedText(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"", "\\": quoted += "\\\(scalar)"
        case "\n": quoted += "\\n"
        case "\t": quoted += "\\t"
        default: quoted += isPrintable(scalar) ? String(Character(scalar)) : escape(scalar)
        }
    }
    return quoted + "\""
}

private func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    let (letter, width) = scalar.value > 0xFFFF ? ("U", 8) : ("u", 4)
    return "\\\(letter)" + String(repeating: "0", count: width - digits.count) + digits
}

/// Whether `text` reads best, and unchanged, as lines below a `|`.
func isBlockText(_ text: String) -> Bool {
    let scalars = text.unicodeScalars
    guard let first = scalars.first, first != " ", first != "\n", scalars.contains("\n") else {
        return false
    }
    return !text.hasSuffix("\n\n") && scalars.allSatisfy { isPrintable($0) || $0 == "\n" }
}

/// `text` below its `|`, each line indented.
func blockText(_ text: String, indent: Int) -> String {
    let endsLine = text.hasSuffix("\n")
    let lines = (endsLine ? text.dropLast() : text[...])
        .split(separator: "\n", omittingEmptySubsequences: false)
    let margin = String(repeating: " ", count: indent)
    let indented = lines.map { $0.isEmpty ? "\n" : margin + $0 + "\n" }
    return (endsLine ? "|\n" : "|-\n") + indented.joined()
}

/// Whether `scalar` shows as itself wherever it stands, and moves nothing around it.
private func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
        .unassigned:
        false
    default: true
    }
}

private func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
