/// Every place of a template where a value is shown without being escaped, or where it is not safe
/// even so: three braces are for what makes markup, and attributes need their quotation marks.
func unescaped(in file: SourceFile) -> [Finding] {
    let markup = ["markdown(", "bars(", "line("]
    return file.lines.flatMap { line -> [Finding] in
        let shown = line.text.split(separator: "{{{", omittingEmptySubsequences: false).dropFirst()
        let bare = shown.filter { text in !markup.contains { text.hasPrefix($0) } }
        var advice = bare.map { "{{{\($0.prefix(20)) is not escaped: use two braces" }
        if line.text.contains("{{&") { advice.append("{{& does not escape: leave out the &") }
        if hasBareAttribute(line.text) { advice.append("an attribute needs quotation marks") }
        return advice.map { Finding(path: file.path, line: line.number, advice: $0) }
    }
}

/// Whether a value follows the name of an attribute at once.
private func hasBareAttribute(_ line: String) -> Bool {
    let parts = line.split(separator: "={{", omittingEmptySubsequences: false)
    return parts.dropLast().contains { part in
        let name = part.reversed().prefix { $0.isLetter || $0 == "-" }
        return !name.isEmpty && part.dropLast(name.count).last == " "
    }
}
