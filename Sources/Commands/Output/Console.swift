import RegistryCore

/// The one place where findings and failures become text: data to stdout, talk to stderr.
package struct Console: Sendable {
    let output: OutputStream
    let errors: OutputStream
    let format: OutputFormat

    init(_ surroundings: Surroundings, format: OutputFormat) {
        output = surroundings.output
        errors = surroundings.errors
        self.format = format
    }

    /// Prints what a command found out, and returns the exit code it earns.
    func show(_ report: some Report) throws -> Int32 {
        switch format {
        case .json: try put(json(report))
        case .table: try put(text(of: report))
        case .markdown: try put(Markdown(report).text)
        }
        guard !report.objections.isEmpty else { return 0 }
        let failure = RegistryError(report.objections)
        explain(failure)
        return failure.kind.exitCode
    }

    /// Prints why a command did not do what it is for, and returns the exit code that earns.
    ///
    /// A program finds the same on stdout, as the one document it reads.
    func show(_ failure: any Error) -> Int32 {
        let failure = failure as? RegistryError ?? RegistryError(unexpected: failure)
        explain(failure)
        // Failing to say so as well changes nothing of what failed.
        switch format {
        case .json: try? put(json(FailureDocument(failure)))
        case .table: break
        case .markdown: try? put(Markdown(failure.objections).text)
        }
        return failure.kind.exitCode
    }

    /// Prints text that is data already: help, the version, a completion script.
    func put(_ text: String) throws {
        guard !text.isEmpty else { return }
        try write(text.hasSuffix("\n") ? text : text + "\n")
    }

    /// Prints a part of what is data, as it stands.
    func write(_ text: String) throws {
        do {
            try output.write(text)
        } catch {
            throw RegistryError(
                .storageFailed, "Standard output could not be written: \(error).",
                remedy: "Check where the output goes, and that there is room.")
        }
    }

    private func explain(_ failure: RegistryError) {
        for objection in failure.objections {
            errors.say(indented("error: \(objection.message) [\(objection.code.rawValue)]"))
            errors.say(indented("Hint: \(objection.remedy)"))
        }
    }

    private func json(_ value: some Encodable) throws -> String {
        try jsonText(value, isPretty: output.isTerminal)
    }
}

extension OutputStream {
    /// Writes lines of talk. Where even that fails there is nobody left to tell.
    func say(_ lines: [String]) {
        try? write(lines.joined(separator: "\n") + "\n")
    }
}

/// The blocks of a report, an empty line between any two.
private func text(of report: some Report) -> String {
    report.blocks.map(\.text).filter { !$0.isEmpty }
        .map { $0.joined(separator: "\n") }
        .joined(separator: "\n\n")
}

/// The lines of a message, all but the first set in.
private func indented(_ message: String) -> [String] {
    lines(of: message).enumerated().map { index, line in index == 0 ? line : "  \(line)" }
}
