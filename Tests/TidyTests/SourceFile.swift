/// A file of ours as the rules see it.
struct SourceFile {
    /// Relative to the root of the package: `Sources/Git/Repository.swift`.
    let path: String
    let lines: [Line]

    struct Line {
        /// Counts from 1.
        let number: Int
        let text: String
        /// The line without its comments and without what its strings say.
        let code: String
        /// The line's comments alone, with their slashes.
        let comment: String
        /// The code's words and signs, each sign by itself, but for the `!` of `try!` and `as!`.
        let tokens: [String]

        init(number: Int, text: String, code: String, comment: String) {
            self.number = number
            self.text = text
            self.code = code
            self.comment = comment
            tokens = tokenize(code)
        }
    }

    /// Reads Swift.
    init(path: String, swift text: String) {
        let parts = Lexer(text)
        let codes = splitLines(parts.code)
        let comments = splitLines(parts.comments)
        self.path = path
        lines = splitLines(Array(text.utf8)).enumerated().map { index, text in
            Line(number: index + 1, text: text, code: codes[index], comment: comments[index])
        }
    }

    /// Reads anything else, where every line is code and may be a comment too.
    init(path: String, plain text: String) {
        self.path = path
        lines = splitLines(Array(text.utf8)).enumerated().map { index, text in
            Line(number: index + 1, text: text, code: text, comment: text)
        }
    }

    /// The target that the file belongs to; none for tests and for what is not built.
    var target: String? {
        let folders = path.split(separator: "/").dropLast()
        switch folders.first {
        case "Sources": return folders.dropFirst().first.map(String.init)
        case "hooks": return "Hooks"
        case "templates": return "Templates"
        default: return nil
        }
    }

    /// The file's own name, without folders.
    var name: String {
        path.split(separator: "/").last.map(String.init) ?? path
    }
}

private func tokenize(_ code: String) -> [String] {
    var tokens: [String] = []
    var word = ""
    for character in code {
        if character.isLetter || character.isNumber || character == "_" {
            word.append(character)
            continue
        }
        let isForced = character == "!" && ["try", "as"].contains(word)
        if !word.isEmpty { tokens.append(isForced ? "\(word)!" : word) }
        word = ""
        if !isForced, !character.isWhitespace { tokens.append(String(character)) }
    }
    return word.isEmpty ? tokens : tokens + [word]
}

/// Without the empty text after the last line end.
private func splitLines(_ bytes: [UInt8]) -> [String] {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.map { String(decoding: $0, as: UTF8.self) }
}
