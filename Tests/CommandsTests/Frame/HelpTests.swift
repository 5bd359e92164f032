import ArgumentParser
import Commands
import RegistryCore
import Testing

/// The trees whose pages are checked.
enum Tree: CaseIterable {
    case toy, cairn

    var root: any ParsableCommand.Type {
        switch self {
        case .toy: Toy.self
        case .cairn: Cairn.self
        }
    }
}

@Suite struct `Help` {
    private let greeting = """
        OVERVIEW: Greet somebody.

        USAGE: toy greet <person> [--times <times>] [--metric <metric> ...] \
        [--registry <url|path>] [--directory <folder>] [--format <format>] [--quiet]

        ARGUMENTS:
          <person>                Who is greeted.

        OPTIONS:
          --times <times>         How often. (default: 1)
          --metric <metric>       A number to mention.
          -R, --registry <url|path>
                                  The registry to work on; else CAIRN_REGISTRY, else
                                  the one around you.
          -C, --directory <folder>
                                  Work as if started in this folder.
          --format <format>       How to print what was found out. (values: table,
                                  json, markdown; default: table)
          -q, --quiet             Print no notes and no progress, only data and errors.
          --version               Show the version.
          -h, --help              Show help information.

        EXAMPLE:
          toy greet ada@example.com --times 2

        EXIT STATUS:
           0  done
           2  the words can't be understood
           3  something named is not there
           4  the catalog's format or policy does not allow it
           5  somebody else was faster, or an approval is stale
           6  bytes or a signature are not what they should be
           7  a registry or a program can't be reached
          10  a disk failed, or Cairn itself

        """

    @Test(arguments: [
        "greet --help", "greet -h", "help greet", "-R x greet --help", "greet --times 3 --help",
    ])
    func `of a command ends with an example and the exit codes`(line: String) async {
        #expect(await toy(line) == Play(status: 0, output: greeting))
    }

    @Test(arguments: [("--help", "Try the frame."), ("help store", "Look after the store.")])
    func `of a group lists its commands, and no hidden one`(line: String, abstract: String) async {
        let play = await toy(line)
        #expect(play.output.hasPrefix("OVERVIEW: \(abstract)\n"))
        #expect(play.output.contains(line == "--help" ? "\n  greet    " : "\n  verify    "))
        #expect(!play.output.contains("secret"))
        #expect(play.output.contains("\nEXIT STATUS:\n"))
        #expect(!play.output.contains("EXAMPLE"))
    }

    @Test(arguments: [(nil, 80), (60, 60), (300, 100), (20, 50)])
    func `is as wide as the terminal, within reason`(columns: Int?, widest: Int) async {
        let play = await Stage(columns: columns).run(["greet", "--help"])
        let prose = play.output.split(separator: "\n").filter { $0.hasPrefix("          ") }
        #expect(prose.allSatisfy { $0.count <= widest })
        #expect(prose.contains { $0.count > widest - 15 })
    }

    @Test func `lists every exit code that an error can earn`() {
        for code in ErrorCode.allCases {
            #expect(FailureKind.all.contains(code.kind))
        }
    }

    @Test(arguments: ["--version", "greet --version", "store --version"])
    func `of the version is the version alone`(line: String) async {
        #expect(await toy(line) == Play(status: 0, output: "1.2.3\n"))
    }

    @Test(arguments: [("bash", "#!/bin/bash"), ("zsh", "#compdef toy"), ("fish", "function __toy")])
    func `completes in the shell`(shell: String, start: String) async {
        let play = await toy("--generate-completion-script \(shell)")
        #expect(play.status == 0)
        #expect(play.output.hasPrefix(start))
        #expect(play.errors == "")
    }

    @Test(arguments: Tree.allCases)
    func `gives only examples that are command lines of that command`(tree: Tree) throws {
        for verb in verbs(below: tree.root) {
            #expect(!verb.examples.isEmpty, "\(verb) has no example")
            for example in verb.examples {
                let words = shellWords(example)
                #expect(words.first == tree.root._commandName)
                let command = try tree.root.parseAsRoot(Array(words.dropFirst()))
                #expect(type(of: command) == verb, "\(example)")
            }
        }
    }

    @Test(arguments: Tree.allCases)
    func `says of every command in one sentence what it is for`(tree: Tree) {
        for verb in verbs(below: tree.root) where verb.configuration.shouldDisplay {
            #expect(verb.configuration.abstract.hasSuffix("."), "\(verb)")
        }
    }
}

private func verbs(below command: any ParsableCommand.Type) -> [any Verb.Type] {
    let below = command.configuration.subcommands.flatMap(verbs(below:))
    guard let verb = command as? any Verb.Type else { return below }
    return [verb] + below
}

/// Splits at spaces outside quotes, as far as examples need it.
private func shellWords(_ line: String) -> [String] {
    var words = [""]
    var quote: Character?
    for character in line {
        if character == quote {
            quote = nil
        } else if quote == nil, "'\"".contains(character) {
            quote = character
        } else if quote == nil, character == " " {
            words.append("")
        } else {
            words[words.count - 1].append(character)
        }
    }
    return words
}
