package import ArgumentParser

/// A shell that can complete our command lines.
package enum Shell: String, CaseIterable, ExpressibleByArgument, Encodable, Sendable {
    case bash, zsh, fish

    /// The text that teaches the shell the commands of `root`.
    package func completionScript(of root: any ParsableCommand.Type) -> String {
        let script = root.completionScript(for: parsersName)
        return self == .bash ? script + keepingReferencesWhole(root._commandName) : script
    }

    private var parsersName: CompletionShell {
        switch self {
        case .bash: .bash
        case .zsh: .zsh
        case .fish: .fish
        }
    }
}

/// For bash an `@` ends a word, so it sees `fraud/detector@pro` as three; the parser's function has
/// to see one. Nothing here changes the shell for other programs, as a new COMP_WORDBREAKS would.
private func keepingReferencesWhole(_ name: String) -> String {
    #"""

    __\#(name)_joining_at() {
        local -a parts=("${COMP_WORDS[@]}") words=()
        local -i index current=0
        for index in "${!parts[@]}"; do
            if [[ ${#words[@]} -gt 1 && (${parts[index]} = @* || ${parts[index - 1]} = *@) ]]; then
                words[${#words[@]} - 1]+=${parts[index]}
            else
                words+=("${parts[index]}")
            fi
            if [[ $index -eq $COMP_CWORD ]]; then current=$((${#words[@]} - 1)); fi
        done
        local -a COMP_WORDS=("${words[@]}")
        local COMP_CWORD=$current
        local whole=${words[current]}
        _\#(name) "$1" "$whole" "${words[current - 1]}"
        case $whole in
        *@*)
            # bash puts the completion in the place of what it takes for the word.
            COMPREPLY=("${COMPREPLY[@]#"${whole%"$2"}"}")
            compopt +o filenames 2>/dev/null
            ;;
        esac
        case ${COMPREPLY[0]} in
        */) compopt -o nospace 2>/dev/null ;;
        esac
    }

    complete -o filenames -F __\#(name)_joining_at \#(name)

    """#
}
