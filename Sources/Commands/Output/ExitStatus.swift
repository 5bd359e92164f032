package import RegistryCore

extension FailureKind {
    /// Every kind, in the order of the exit codes.
    package static let all: [FailureKind] = [
        .usage, .notFound, .refused, .conflict, .integrity, .unreachable, .internal,
    ]

    /// When a command ends so, as `--help` puts it.
    package var meaning: String {
        switch self {
        case .usage: "the words can't be understood"
        case .notFound: "something named is not there"
        case .refused: "the catalog's format or policy does not allow it"
        case .conflict: "somebody else was faster, or an approval is stale"
        case .integrity: "bytes or a signature are not what they should be"
        case .unreachable: "a registry or a program can't be reached"
        case .internal: "a disk failed, or Cairn itself"
        }
    }
}

/// The list of exit codes with which every `--help` ends.
package var exitStatusHelp: String {
    let failures = FailureKind.all.map { kind in
        "\(kind.exitCode < 10 ? " " : "")\(kind.exitCode)  \(kind.meaning)"
    }
    return (["EXIT STATUS:", "   0  done"] + failures.map { "  \($0)" }).joined(separator: "\n")
}
