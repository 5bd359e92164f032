/// The text of each ATX heading (CommonMark §4.2) outside code fences and HTML comments.
func markdownHeadings(in lines: some Sequence<Substring>) -> [String] {
    var headings: [String] = []
    var fence: Fence?
    var isInComment = false
    for line in lines {
        let line = withoutIndentation(line)
        if let open = fence {
            if open.isClosed(by: line) { fence = nil }
        } else if isInComment {
            isInComment = !line.contains("-->")
        } else if line.hasPrefix("<!--") {
            isInComment = !line.contains("-->")
        } else if let opened = Fence(openedBy: line) {
            fence = opened
        } else if let heading = heading(line) {
            headings.append(heading)
        }
    }
    return headings
}

/// A line without the up to three spaces that may stand before any Markdown block.
private func withoutIndentation(_ line: Substring) -> Substring {
    line.dropFirst(min(3, line.prefix { $0 == " " }.count))
}

private func heading(_ line: Substring) -> String? {
    let level = line.prefix { $0 == "#" }.count
    let rest = line.dropFirst(level)
    guard (1...6).contains(level), rest.first.map({ $0 == " " || $0 == "\t" }) ?? true else {
        return nil
    }
    let text = trimmed(rest)
    let closing = text.reversed().prefix { $0 == "#" }.count
    let opened = text.dropLast(closing)
    return String(opened.isEmpty || opened.last == " " ? trimmed(opened) : text)
}

private func trimmed(_ text: Substring) -> Substring {
    let start = text.drop(while: \.isWhitespace)
    return start.prefix(start.count - start.reversed().prefix(while: \.isWhitespace).count)
}

/// A run of three or more backticks or tildes, between which everything is code (§4.5).
private struct Fence {
    let mark: Character
    let length: Int

    init?(openedBy line: Substring) {
        guard let mark = line.first, mark == "`" || mark == "~" else { return nil }
        self.mark = mark
        length = line.prefix { $0 == mark }.count
        let hasBacktick = mark == "`" && line.dropFirst(length).contains("`")
        guard length >= 3, !hasBacktick else { return nil }
    }

    func isClosed(by line: Substring) -> Bool {
        let run = line.prefix { $0 == mark }.count
        return run >= length && line.dropFirst(run).allSatisfy(\.isWhitespace)
    }
}
