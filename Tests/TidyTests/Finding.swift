import Testing

/// A place where the source tree breaks one of its habits, and what to do about it.
struct Finding: Equatable, CustomStringConvertible {
    let path: String
    let line: Int
    let advice: String

    var description: String {
        "\(path):\(line): \(advice)"
    }
}

/// Fails the running test once for each finding, at the place it was found.
func expectNone(_ findings: [Finding]) {
    for finding in findings {
        let place = SourceLocation(
            fileID: "cairn/\(finding.path)", filePath: "\(Tree.root)/\(finding.path)",
            line: finding.line, column: 1)
        Issue.record("\(finding.description)", sourceLocation: place)
    }
}
