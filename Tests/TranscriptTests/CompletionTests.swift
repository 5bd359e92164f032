import FoundationEssentials
import Support
import Testing

/// A shell with our completions, as a person has it before them.
enum InteractiveShell: String, CaseIterable {
    case bash, zsh, fish

    /// Without the person's own settings, so that nothing else completes.
    var program: String {
        switch self {
        case .bash: "bash --norc --noprofile -i"
        case .zsh: "zsh -f -i"
        case .fish: "fish --no-config -i"
        }
    }

    /// What loads the script at `$ROOT/completions`, from where an installation has it too.
    var load: String {
        switch self {
        case .bash: "source $ROOT/share/bash-completion/completions/cairn"
        case .zsh:
            "fpath=($ROOT/share/zsh/site-functions \\$fpath); autoload -U compinit; compinit -u -D"
        case .fish: "source $ROOT/share/fish/vendor_completions.d/cairn.fish"
        }
    }

    static var installed: [InteractiveShell] {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return allCases.filter { shell in
            folders.contains {
                FileManager.default.isExecutableFile(atPath: "\($0)/\(shell.rawValue)")
            }
        }
    }
}

@Suite struct `Completion in a shell` {
    private static let registry = [
        "person alice; as alice; cairn init $ROOT/models --admin alice@example.com "
            + "--key $HOME/alice.pub",
        "cairn clone $ROOT/models .; cairn new fraud/detector; echo w >w",
        "cairn register fraud/detector w -m one; cairn alias fraud/detector champion v1",
        "make -C $SOURCE -s place PREFIX=$ROOT CAIRN=$CAIRN_BIN/cairn",
    ]

    @Test func `is tried in bash everywhere`() {
        #expect(InteractiveShell.installed.contains(.bash))
    }

    @Test(.timeLimit(.minutes(15)), arguments: InteractiveShell.installed)
    func `knows verbs, models, versions and stages`(shell: InteractiveShell) async throws {
        let steps = [
            (#"\#(shell.load); echo re''ady\n"#, "ready"), (#"cairn prom\t"#, "promote"),
            (#"fraud/det\t"#, "fraud/detector"), (#"\b@ch\t"#, "champion"),
            (#" --to pr\t"#, "production"),
        ]
        let words = steps.map { #""\#($0)" '\#($1)'"# }.joined(separator: " ")
        let type = "python3 $SOURCE/Tests/TranscriptTests/type.py '\(shell.program)' \(words)"
        let outputs = try await ShellSession().outputs(of: Self.registry + [type])
        #expect(outputs.last == [])
    }

    @Test func `says nothing where there is no registry`() async throws {
        let outputs = try await ShellSession().outputs(of: [
            "SAP_SHELL=bash cairn ---completion show -- positional@0 2 0 cairn show ''",
            "cairn ---completion show -- nonsense",
        ])
        #expect(outputs == [[], ["[exit 2]"]])
    }
}
