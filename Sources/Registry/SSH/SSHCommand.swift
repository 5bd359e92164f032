import RegistryCore

/// What somebody asks for over SSH (`SSH_ORIGINAL_COMMAND`): one of four commands about one
/// registry, and nothing else.
///
/// No shell ever sees it, and the registry is a name to look up, never a path to open.
package struct SSHCommand: Hashable, Sendable {
    package let program: Program
    /// What the registry is called: that of its folder, without `.git`.
    package let catalog: String

    /// What is to be run.
    package enum Program: Hashable, Sendable {
        case git(GitRequest.Service)
        /// Where the LFS server is, and how to be known there (git-lfs/docs/api/authentication.md).
        case authenticate(ArtifactOperation)
        /// Git LFS by SSH alone (git-lfs/docs/proposals/ssh_adapter.md).
        case transfer(ArtifactOperation)
    }

    /// Reads `git-upload-pack 'acme.git'` and the like, as git and git-lfs write them; `nil` for
    /// any other text.
    package init?(parsing text: String) {
        guard text.utf8.count <= Self.longest else { return nil }
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count >= 2, let catalog = catalogName(unquoted(words[1])),
            let program = Program(words[0], words.dropFirst(2))
        else { return nil }
        self.catalog = catalog
        self.program = program
    }

    /// More than this is no name of a folder.
    private static let longest = 512

    /// The command as git or git-lfs writes it.
    package var text: String { "\(program.words.0) '\(catalog).git'\(program.words.1)" }
}

extension SSHCommand.Program {
    fileprivate init?(_ name: Substring, _ rest: ArraySlice<Substring>) {
        if let service = GitRequest.Service(rawValue: String(name)) {
            guard rest.isEmpty else { return nil }
            self = .git(service)
            return
        }
        guard rest.count == 1,
            let operation = rest.first.flatMap({
                ArtifactOperation(rawValue: String($0))
            })
        else { return nil }
        switch name {
        case "git-lfs-authenticate": self = .authenticate(operation)
        case "git-lfs-transfer": self = .transfer(operation)
        default: return nil
        }
    }

    /// What stands before the registry, and behind it.
    fileprivate var words: (String, String) {
        switch self {
        case .git(let service): (service.rawValue, "")
        case .authenticate(let operation): ("git-lfs-authenticate", " \(operation.rawValue)")
        case .transfer(let operation): ("git-lfs-transfer", " \(operation.rawValue)")
        }
    }
}

/// Git puts quotation marks around a path, and git-lfs none.
private func unquoted(_ word: Substring) -> Substring {
    guard word.utf8.count >= 2, word.hasPrefix("'"), word.hasSuffix("'") else { return word }
    return word.dropFirst().dropLast()
}

/// `acme` of `acme.git`, or of `/acme.git` as `ssh://` addresses have it.
private func catalogName(_ path: Substring) -> String? {
    let name = path.hasPrefix("/") ? path.dropFirst() : path
    guard name.hasSuffix(".git"), let first = name.utf8.first, first != UInt8(ascii: "-"),
        first != UInt8(ascii: "."), name.utf8.allSatisfy(isAddressByte)
    else { return nil }
    return String(name.dropLast(4))
}
