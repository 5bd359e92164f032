/// Something that our code does not say, and where it may be said all the same.
struct Ban {
    /// What is looked for, as the tokens of one line.
    let tokens: [String]
    /// What to write instead.
    let advice: String
    /// Whether tests keep to it too.
    let inTests: Bool
    let isAllowed: @Sendable (SourceFile) -> Bool

    init(
        _ tokens: [String], _ advice: String, inTests: Bool = false,
        where isAllowed: @escaping @Sendable (SourceFile) -> Bool = { _ in false }
    ) {
        self.tokens = tokens
        self.advice = advice
        self.inTests = inTests
        self.isAllowed = isAllowed
    }

    static let all = [
        Ban(["try!"], "handle the error, or throw it on", inTests: true),
        Ban(["as!"], "use `as?` and say what happens otherwise", inTests: true),
        Ban(["@", "unchecked"], "make it a value, an actor or a Mutex", inTests: true),
        Ban(["nonisolated", "(", "unsafe"], "make it a value, an actor or a Mutex", inTests: true),
        Ban(["fatalError"], "throw, or state the invariant with `precondition`"),
        Ban(["public"], "use `package`: this is a product, not a library"),
        Ban(["print", "("], "return a Report; Console.swift prints it") {
            $0.target == "Commands" && $0.name == "Console.swift"
        },
        Ban(["git_config_iterator_glob_new"], "it loses 20 KB a key: look through all of them"),
        Ban(["unsafe"], "C is called by the targets that have a C library, and by Artifacts") {
            ["Git", "Cryptography", "Compression", "Artifacts", "Markdown"].contains($0.target)
                || $0.target == "Commands" && $0.name == "Terminal.swift"
        },
    ]

    /// Every line of the file that says it.
    func findings(in file: SourceFile) -> [Finding] {
        guard file.target != nil || inTests, !isAllowed(file) else { return [] }
        return file.lines.filter { says($0.tokens) }.map { line in
            Finding(
                path: file.path, line: line.number,
                advice: "`\(tokens.joined())` is not for here: \(advice)")
        }
    }

    /// A word after a dot is the name of somebody's member, and after `func` it becomes one.
    private func says(_ line: [String]) -> Bool {
        line.indices.contains { start in
            line[start...].starts(with: tokens)
                && (start == 0 || ![".", "func"].contains(line[start - 1]))
        }
    }
}

/// Every comment that puts work off.
func unfinished(in file: SourceFile) -> [Finding] {
    let marks: Set = ["TODO", "FIXME", "XXX"]
    return file.lines.compactMap { line in
        let words = line.comment.split { !$0.isLetter }.map(String.init)
        guard let mark = words.first(where: marks.contains) else { return nil }
        return Finding(
            path: file.path, line: line.number,
            advice: "\(mark): finish it, or file an issue and take the mark out")
    }
}
