import Artifacts
package import FoundationEssentials
import Git
package import RegistryCore

/// Who runs a command, where, and when: everything that a use case may know of the outside.
package struct Session: Sendable {
    package let environment: [String: String]
    /// The working directory, absolute.
    package let directory: String
    package let now: Date
    /// The registry named with `-R` or `CAIRN_REGISTRY`; `nil` for that of the clone around us.
    package let registry: String?
    /// Where bytes copied are counted.
    let progress: Progress
    /// Told what is worth saying while something takes long.
    let note: @Sendable (String) -> Void

    /// - Parameters:
    ///   - count: Told how many more bytes were copied, from several threads.
    ///   - note: Told in full sentences what is worth saying in passing.
    package init(
        environment: [String: String], directory: String, now: Date, registry: String? = nil,
        counting count: @escaping @Sendable (_ bytes: Int64) -> Void = { _ in },
        noting note: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.environment = environment
        self.directory = directory
        self.now = now.wholeSeconds
        self.registry = registry
        progress = Progress(report: count)
        self.note = note
    }

    /// The `git` program in the working directory.
    var git: GitProgram { GitProgram(directory: directory, environment: environment) }

    /// Where caches lie: `$XDG_CACHE_HOME/cairn`, else `~/.cache/cairn`.
    var cacheFolder: String {
        if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") {
            return "\(cache)/cairn"
        }
        return "\(environment["HOME"] ?? "/tmp")/.cache/cairn"
    }

    /// The path as an absolute one, seen from the working directory.
    package func absolute(_ path: String) -> String {
        URL(filePath: path, relativeTo: URL(filePath: directory + "/")).standardizedFileURL
            .path(percentEncoded: false).droppingLastSlash
    }

    /// Who is asking, by their own word: `CAIRN_USER`, `GIT_COMMITTER_EMAIL`, git's `user.email`.
    package func user() async throws(RegistryError) -> Person {
        var claim = environment["CAIRN_USER"] ?? environment["GIT_COMMITTER_EMAIL"]
        if claim?.isEmpty ?? true { claim = try await configured("user.email") }
        guard let claim, !claim.isEmpty else {
            throw RegistryError(
                .identityUnknown, "Git does not know who you are.",
                remedy: "Run `git config --global user.email you@example.com`.")
        }
        return try Person(checking: claim)
    }

    /// A setting of git's, as seen from the working directory; `nil` when it is not set.
    package func configured(_ key: StaticString) async throws(RegistryError) -> String? {
        let output: GitOutput
        do {
            output = try await git.run(["config", "--get", GitArgument(stringLiteral: key)])
        } catch {
            throw explain(error, "git config")
        }
        return output.status == 0 ? output.line : nil
    }
}

extension String {
    /// The path without a slash at its end, the root excepted.
    var droppingLastSlash: String {
        count > 1 && hasSuffix("/") ? String(dropLast()) : self
    }
}

extension GitOutput {
    /// The first line of what it printed.
    var line: String {
        String(text.prefix { $0 != "\n" })
    }
}
