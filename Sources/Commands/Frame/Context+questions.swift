import RegistryCore

extension Context {
    /// Returns if a person agrees, here or beforehand by `--yes`; throws otherwise.
    ///
    /// `question` ends in a question mark. Where nobody can be asked, nobody has agreed.
    package func confirm(_ question: String, isConfirmed: Bool) throws {
        if isConfirmed { return }
        guard isTalking else {
            throw RegistryError(
                .confirmationMissing,
                "This needs a person's consent, and nobody can be asked here.",
                remedy: "Add --yes if you have read what it does.")
        }
        guard try agrees(question) else {
            throw RegistryError(
                .confirmationMissing, "You did not agree, so nothing was done.",
                remedy: "Run it again and answer y, or add --yes.")
        }
    }

    /// Whether a person says yes; nobody has where nobody can be asked.
    package func agrees(_ question: String) throws -> Bool {
        guard isTalking else { return false }
        return ["y", "yes"].contains(try answer(to: "\(question) [y/N] ").lowercased())
    }

    /// What a person answers, or `usual` if they just press return or nobody can be asked.
    ///
    /// Without either it throws `usage`, and names the option that would have said it.
    package func ask(
        _ question: String, usual: String? = nil, option: String
    ) throws -> String {
        let hint = usual.map { " [\($0)]" } ?? ""
        let answer = isTalking ? try answer(to: "\(question)\(hint): ") : ""
        guard let text = answer.isEmpty ? usual : answer else {
            throw RegistryError(
                .usage, "\(question) is not known.", remedy: "Say it with \(option).")
        }
        return text
    }

    /// Whether a person both sees the question and can answer it.
    private var isTalking: Bool {
        surroundings.input.isTerminal && surroundings.errors.isTerminal
    }

    private func answer(to prompt: String) throws -> String {
        try surroundings.errors.write(prompt.inert)
        let line = try surroundings.input.line() ?? ""
        return String(line.drop(while: \.isWhitespace)).trimmingEnd
    }
}
