/// The longest a Swift file may be, in lines. Most are around 90.
let longestFile = 400

/// The longest a line may be, in characters.
let longestLine = 100

/// A finding if the file outgrew what one sitting can read.
func overlong(_ file: SourceFile) -> [Finding] {
    guard file.lines.count > longestFile else { return [] }
    return [
        Finding(
            path: file.path, line: longestFile + 1,
            advice: "has \(file.lines.count) lines, and \(longestFile) is the most: one type a file"
        )
    ]
}

/// Every line that a reader would have to scroll, unless one word (a URL, a key) makes it so.
func overlongLines(in file: SourceFile) -> [Finding] {
    file.lines.compactMap { line in
        guard line.text.utf8.count > longestLine, line.text.count > longestLine,
            !line.text.split(separator: " ").contains(where: { $0.count >= unbreakable })
        else { return nil }
        return Finding(
            path: file.path, line: line.number,
            advice: "has \(line.text.count) characters: break it before \(longestLine)")
    }
}

/// The length of a word that nobody can break: a SHA-256 in hex.
private let unbreakable = 64
