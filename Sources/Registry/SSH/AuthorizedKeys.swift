import Cryptography
package import FoundationEssentials
package import RegistryCore

/// Whom sshd is to let in: the lines that its `AuthorizedKeysCommand` prints (sshd(8),
/// AUTHORIZED_KEYS FILE FORMAT), each with the one command that it may run.
package struct AuthorizedKeys: Sendable {
    /// Absolute paths of the registries that a key opens the way to.
    let folders: [String]
    /// The absolute path of `cairn`.
    let program: String
    /// Whether the keys let nobody change anything.
    let areReadOnly: Bool

    /// - Throws: `usage` for a path that no line can hold.
    package init(
        of folders: [String], program: String, areReadOnly: Bool = false
    ) throws(RegistryError) {
        if let odd = ([program] + folders).first(where: { $0.printable != $0 }) {
            throw RegistryError(
                .usage, "'\(odd.printable)' has characters that sshd can't be told.",
                remedy: "Move it to a plainer path.")
        }
        self.folders = folders
        self.program = program
        self.areReadOnly = areReadOnly
    }

    /// The lines for everybody who has a key at `now`, or for who has `presented` alone; and what
    /// keeps a registry from being asked, while the others go on.
    ///
    /// Whoever brings a certificate is let in by it only where `presented` says so: sshd must be
    /// told whose it has to be.
    package func lines(
        for presented: PresentedKey?, environment: [String: String], now: Date
    ) -> (lines: [String], problems: [RegistryError]) {
        var lines: [String] = []
        var problems: [RegistryError] = []
        for folder in folders {
            do throws(RegistryError) {
                let catalog = try Catalog.open(folder, environment: environment)
                let signers = try catalog.signers(at: try catalog.snapshot())
                let keys = presented.map { [$0] } ?? signers.presentableKeys
                lines += keys.compactMap { line($0, signers, now) }
            } catch {
                problems.append(error)
            }
        }
        return (unique(lines), problems)
    }

    private func line(_ presented: PresentedKey, _ signers: Signers, _ now: Date) -> String? {
        signers.authorization(of: presented, at: now).map { options, key in
            let flags = areReadOnly ? ["--read-only"] : []
            let words = [program, "ssh", "shell"] + flags + ["--key", presented.description]
            let line = (words + folders).map(quotedShellWord).joined(separator: " ")
            let command = "command=\"\(line.replacing("\"", with: "\\\""))\""
            return (["restrict", command] + options).joined(separator: ",")
                + " \(key.openSSHText)"
        }
    }
}

extension Signers {
    /// Every key that somebody here could show without a certificate.
    fileprivate var presentableKeys: [PresentedKey] {
        keys.compactMap { PresentedKey(parsing: $0.publicKey.openSSHText) }
    }
}

private func unique(_ lines: [String]) -> [String] {
    var seen: Set<String> = []
    return lines.filter { seen.insert($0).inserted }
}
