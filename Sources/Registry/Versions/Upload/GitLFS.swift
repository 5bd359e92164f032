import Git
import RegistryCore

/// The `git lfs` program, for registries whose store can't be reached as a folder.
struct GitLFS {
    let git: GitProgram
    /// As many names as one command line surely takes.
    private static let mostNames = 1_000

    /// Whether it is installed.
    func isInstalled() async -> Bool {
        (try? await git.run(["lfs", "version"]))?.status == 0
    }

    /// Sends objects of the repository's own store to the remote's.
    func push(_ digests: [Digest], to remote: String) async throws(RegistryError) {
        for start in stride(from: 0, to: digests.count, by: Self.mostNames) {
            let batch = digests[start...].prefix(Self.mostNames)
            try await run("git lfs push") { () throws(GitError) in
                var arguments: [GitArgument] = ["lfs", "push", "--object-id", try .value(remote)]
                for digest in batch { arguments.append(try .value(digest.description)) }
                return arguments
            }
        }
    }

    /// Brings the objects behind a commit's pointers at these paths into the repository's store.
    func fetch(
        _ paths: [String], at commit: ObjectID, from remote: String
    ) async throws(RegistryError) {
        for start in stride(from: 0, to: paths.count, by: Self.mostNames) {
            let batch = paths[start...].prefix(Self.mostNames)
            try await run("git lfs fetch") { () throws(GitError) in
                [
                    "lfs", "fetch", try .option("--include", batch.joined(separator: ",")),
                    "--exclude=", try .value(remote), .id(commit),
                ]
            }
        }
    }

    /// The client's hook, with the words and the input that git gave it.
    func prePush(_ remote: String, _ url: String, input: [UInt8]) async throws(RegistryError) {
        try await run("git lfs pre-push", input: input) { () throws(GitError) in
            ["lfs", "pre-push", try .value(remote), try .value(url)]
        }
    }

    private func run(
        _ command: String, input: [UInt8] = [], _ arguments: () throws(GitError) -> [GitArgument]
    ) async throws(RegistryError) {
        try await requireInstalled()
        let output: GitOutput
        do { output = try await git.run(try arguments(), input: input) } catch {
            throw explain(error, command)
        }
        guard output.status != 0 else { return }
        throw RegistryError(
            .pushFailed, "`\(command)` failed: \((output.errors + output.text).oneLine)",
            remedy: "Run `git lfs env` to see which server it talks to.")
    }

    /// Throws unless it is installed.
    private func requireInstalled() async throws(RegistryError) {
        guard await !isInstalled() else { return }
        throw RegistryError(
            .toolMissing,
            "This registry's store is reached through Git LFS, which is not installed.",
            remedy: "Install git-lfs, then run the command again.")
    }
}
