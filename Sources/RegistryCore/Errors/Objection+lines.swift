extension Objection {
    /// The objection for people: what is wrong and its code, then the next step.
    ///
    /// Hooks print exactly these lines, so a client can read the objections of a push back.
    package var lines: [String] {
        ["error: \(message) [\(code.rawValue)]", "Hint: \(remedy)"]
    }

    /// Reads the objections out of printed lines, whatever else stands between them.
    package static func parse(_ lines: [String]) -> [Objection] {
        zip(lines, lines.dropFirst()).compactMap { line, next in
            let line = line.trimmingSpaces, next = next.trimmingSpaces
            guard line.hasPrefix("error: "), line.hasSuffix("]"), next.hasPrefix("Hint: "),
                let bracket = line.lastIndex(of: "["),
                let code = ErrorCode(
                    rawValue: String(line[line.index(after: bracket)...].dropLast()))
            else { return nil }
            let message = String(line[..<bracket].dropFirst("error: ".count)).trimmingSpaces
            return Objection(code, message, remedy: String(next.dropFirst("Hint: ".count)))
        }
    }
}

extension StringProtocol {
    /// The text without spaces at either end; hosts pad what hooks print.
    fileprivate var trimmingSpaces: String {
        var text = drop { $0 == " " }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
