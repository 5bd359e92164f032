/// Every row of a page's table of threats that names no test, or one that isn't there.
///
/// The last cell of a row names files below `Tests/`, each followed by tests in it: all in
/// backticks, so that a row is added without touching this.
func unproven(in page: SourceFile, read: (_ path: String) -> SourceFile?) -> [Finding] {
    threats(of: page).flatMap { line -> [Finding] in
        let evidence = evidence(in: line.text)
        let missing = evidence.compactMap { file, tests -> String? in
            guard let source = read("Tests/\(file)") else { return "Tests/\(file) is not there" }
            let absent = tests.filter { test in
                !source.lines.contains { $0.text.contains("func `\(test)`") }
            }
            return absent.isEmpty ? nil : "Tests/\(file) has no test `\(absent[0])`"
        }
        let advice = evidence.isEmpty ? ["names no test for this threat"] : missing
        return advice.map { Finding(path: page.path, line: line.number, advice: $0) }
    }
}

/// The rows below the heading `## Threats`, without those that head a table.
private func threats(of page: SourceFile) -> [SourceFile.Line] {
    let start = page.lines.drop { $0.text != "## Threats" }.dropFirst()
    return start.prefix { !$0.text.hasPrefix("## ") }.filter {
        $0.text.hasPrefix("| ") && !$0.text.hasPrefix("| threat |")
    }
}

/// The files that a row's last cell names, and the tests after each.
private func evidence(in row: String) -> [(file: String, tests: [String])] {
    let cell = row.split(separator: "|").last ?? ""
    let codes = cell.split(separator: "`", omittingEmptySubsequences: false)
        .enumerated().filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
    var found: [(file: String, tests: [String])] = []
    for code in codes {
        if code.hasSuffix(".swift") || code.hasSuffix(".txt") {
            found.append((code, []))
        } else if !found.isEmpty {
            found[found.count - 1].tests.append(code)
        }
    }
    return found
}
