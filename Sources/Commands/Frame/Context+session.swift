import FoundationEssentials
import Glibc
import Registry
import RegistryCore

extension Context {
    /// The session that use cases run in.
    ///
    /// - Parameter count: Told of bytes as they are copied.
    func session(
        counting count: @escaping @Sendable (Int64) -> Void = { _ in }
    ) -> Session {
        Session(
            environment: environment, directory: directory, now: now, registry: registry,
            counting: count, noting: note)
    }

    /// The absolute path of this very program, for hooks to find it again.
    func program() throws -> String {
        do {
            return try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        } catch {
            throw RegistryError(
                .internal, "The path of this program can't be found.",
                remedy: "See whether /proc is mounted.")
        }
    }

    /// What was given, or git has as a setting, or the person at the terminal answers.
    func setting(
        _ given: String?, git key: StaticString, _ question: String, option: String
    ) async throws -> String {
        if let given { return given }
        if let value = try await session().configured(key) { return value }
        return try ask(question, option: "\(option), or set git's \(key)")
    }

    /// The text of a public key, of SSH or OpenPGP: what the file holds, or `key::…` and `ssh-…` as
    /// git's `user.signingkey` may say them.
    func publicKey(_ file: String) throws -> String {
        if file.hasPrefix("key::") { return String(file.dropFirst(5)) }
        if ["ssh-", "ecdsa-", "sk-"].contains(where: file.hasPrefix), file.contains(" ") {
            return file
        }
        var path = file
        if path.hasPrefix("~/"), let home = environment["HOME"] { path = home + path.dropFirst() }
        let candidates = [path.hasSuffix(".pub") ? nil : path + ".pub", path].compactMap(\.self)
        for candidate in candidates {
            if let text = try? String(contentsOfFile: self.path(candidate), encoding: .utf8),
                text.utf8.count <= 1 << 16, !text.hasPrefix("-----BEGIN") || isOpenPGP(text)
            {
                return text
            }
        }
        throw RegistryError(
            .fileMissing, "There is no public key at '\(file.printable)'.",
            remedy: "Name the .pub file, or make a key with `ssh-keygen -t ed25519`.")
    }
}

private func isOpenPGP(_ text: String) -> Bool {
    text.hasPrefix("-----BEGIN PGP PUBLIC KEY BLOCK-----")
}
