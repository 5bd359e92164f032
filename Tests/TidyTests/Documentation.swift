/// Every declaration that other targets see and that no doc comment explains.
///
/// Exempt are those that a protocol explains (one of the standard library, or a requirement among
/// `explained`), stored properties (their type explains them, and they take a comment where a name
/// and a type don't say enough), and initialisers that do nothing but store their parameters,
/// which Swift would write itself if they were internal.
func undocumented(in file: SourceFile, explained: Set<String> = []) -> [Finding] {
    file.lines.indices.compactMap { index in
        let line = file.lines[index]
        guard let name = line.packageDeclaration, !witnesses.union(explained).contains(name),
            !hasDocComment(above: index, in: file.lines),
            !name.hasPrefix("init") || !file.lines[index...].startsWithMemberwiseInitialiser
        else { return nil }
        return Finding(
            path: file.path, line: line.number,
            advice: "say in a `///` comment what \(name) is for, its units, and what it throws")
    }
}

/// The names of the requirements that protocols in the file declare and explain.
func explainedRequirements(in file: SourceFile) -> Set<String> {
    var names: Set<String> = []
    var depth = 0
    for (index, line) in file.lines.enumerated() {
        let words = line.tokens
        if depth == 1, hasDocComment(above: index, in: file.lines),
            let kind = words.firstIndex(where: kinds.contains), let name = line.name(after: kind)
        {
            names.insert(name)
        }
        guard depth > 0 || words.contains("protocol") else { continue }
        depth += words.count { $0 == "{" } - words.count { $0 == "}" }
    }
    return names
}

/// Names that protocols of the standard library explain.
private let witnesses: Set = [
    "==", "<", "hash", "encode", "init(from:)", "codingKey", "init(codingKey:)",
    "description", "debugDescription", "errorDescription", "testDescription",
]

private let kinds: Set = [
    "actor", "class", "enum", "func", "init", "let", "protocol", "struct", "subscript",
    "typealias", "var",
]

extension SourceFile.Line {
    /// The name that the line declares for the whole package, unless for a stored property.
    fileprivate var packageDeclaration: String? {
        let words = tokens
        guard let access = words.firstIndex(of: "package"),
            let kind = words[access...].firstIndex(where: kinds.contains),
            words[..<kind].allSatisfy({ $0.first?.isLetter == true || "@()".contains($0) })
        else { return nil }
        let isProperty = ["let", "var"].contains(words[kind])
        let isStored = isProperty && !words[..<kind].contains("static") && !words.contains("{")
        return isStored ? nil : name(after: kind) ?? "it"
    }

    /// What the declaration whose keyword is the token `kind` declares.
    fileprivate func name(after kind: Int) -> String? {
        let words = tokens
        switch words[kind] {
        case "subscript": return "subscript"
        case "init": return initialiserName(words[kind...])
        default:
            let signs = words[(kind + 1)...].prefix { $0.first?.isLetter == false && $0 != "(" }
            return signs.isEmpty ? words.dropFirst(kind + 1).first : signs.joined()
        }
    }

    /// `init(from:)`, or `init` if the line names no parameter.
    private func initialiserName(_ words: ArraySlice<String>) -> String {
        let label = words.drop { $0 != "(" }.dropFirst().first
        guard let label, label != ")" else { return "init" }
        return "init(\(label):)"
    }
}

/// Looks past attributes that stand on lines of their own.
private func hasDocComment(above index: Int, in lines: [SourceFile.Line]) -> Bool {
    let above = lines[..<index].last { $0.tokens.first != "@" }
    return above?.comment.drop(while: \.isWhitespace).hasPrefix("///") == true
}

extension ArraySlice<SourceFile.Line> {
    /// Whether the body that opens next only stores: `self.size = size`, and `parts = []` for what
    /// starts empty.
    fileprivate var startsWithMemberwiseInitialiser: Bool {
        let fromBody = drop { !$0.tokens.contains("{") }
        guard let opening = fromBody.first?.tokens else { return false }
        if opening.suffix(2) == ["{", "}"] { return true }
        return opening.last == "{"
            && fromBody.dropFirst().prefix { $0.tokens != ["}"] }.allSatisfy { $0.onlyStores }
    }
}

extension SourceFile.Line {
    fileprivate var onlyStores: Bool {
        let words = tokens
        guard let equals = words.firstIndex(of: "=") else { return words.isEmpty }
        let value = Array(words[(equals + 1)...])
        let isStart =
            [["[", "]"], ["[", ":", "]"], ["nil"]].contains(value) || value.first == "."
        let target = Array(words[..<equals])
        return isStart ? target.count == 1 : value.count == 1 && target == ["self", ".", value[0]]
    }
}
