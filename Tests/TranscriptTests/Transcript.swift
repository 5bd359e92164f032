import FoundationEssentials
import Testing

/// A session at the shell: prose, `$ ` lines that are run, and what they print.
///
/// The file is both test and documentation. Under `UPDATE_TRANSCRIPTS=1` it is rewritten with what
/// the commands print now, to be read in the diff.
struct Transcript: Sendable, CustomTestStringConvertible {
    let path: String
    let steps: [Step]

    /// One part of the file, in order.
    enum Step: Equatable, Sendable {
        case prose(String)
        /// What is typed, its further lines included, and what it prints, redacted.
        case command(String, prints: [String])
    }

    var testDescription: String { path.split(separator: "/").last.map(String.init) ?? path }

    /// Reads a file: `$ ` begins a command and `> ` continues it, `# ` is prose, everything below a
    /// command is its output.
    init(path: String) throws {
        self.path = path
        let text = try String(contentsOfFile: path, encoding: .utf8)
        var steps: [Step] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line.hasPrefix("$ ") {
                steps.append(.command(String(line.dropFirst(2)), prints: []))
            } else if line.hasPrefix("> "), case .command(let words, let prints)? = steps.popLast()
            {
                steps.append(.command(words + "\n" + line.dropFirst(2), prints: prints))
            } else if line.hasPrefix("# ") || line.isEmpty {
                steps.append(.prose(line))
            } else if case .command(let words, let prints)? = steps.popLast() {
                steps.append(.command(words, prints: prints + [line]))
            }
        }
        self.steps = steps
    }

    /// The commands, in order.
    var commands: [String] {
        steps.compactMap { if case .command(let words, _) = $0 { words } else { nil } }
    }

    /// The file's text with these outputs in place of its own.
    func text(with outputs: [[String]]) -> String {
        var outputs = outputs[...]
        let lines = steps.flatMap { step -> [String] in
            switch step {
            case .prose(let line): return [line]
            case .command(let words, _):
                let typed = words.split(separator: "\n", omittingEmptySubsequences: false)
                let lines = typed.enumerated().map { ($0 == 0 ? "$ " : "> ") + $1 }
                return lines + (outputs.popFirst() ?? [])
            }
        }
        return lines.joined(separator: "\n")
    }
}
