import FoundationEssentials
import Git
import RegistryCore

extension Session {
    /// The code in the working directory's repository; `nil` outside of one, before its first
    /// commit, and in a clone of a registry, which holds records and no code.
    ///
    /// Asked of the `git` program, for a project may use any kind of repository.
    func detectedSource() async -> Source? {
        guard let places = await gitLines(["rev-parse", "--show-toplevel", "--show-prefix"]),
            let top = places.first, !isRegistry(top),
            let commit = await gitLines(["rev-parse", "--verify", "--quiet", "HEAD"])?.first
        else { return nil }
        var source = Source()
        source.commit = commit
        source.path = places.count > 1 && !places[1].isEmpty ? places[1] : nil
        source.repository = await remoteURL().map(withoutCredentials)
        source.dirty = await isDirty()
        return source
    }

    private func isRegistry(_ top: String) -> Bool {
        [RootFile.policy, RootFile.signers].allSatisfy {
            FileManager.default.fileExists(atPath: "\(top)/\($0)")
        }
    }

    /// The address of `origin`, or of the only or first remote there is.
    private func remoteURL() async -> String? {
        if let url = await gitLines(["remote", "get-url", "origin"])?.first { return url }
        guard let name = await gitLines(["remote"])?.first, let word = try? GitArgument.value(name)
        else { return nil }
        return await gitLines(["remote", "get-url", word])?.first
    }

    /// Whether tracked files differ from the commit. Untracked ones don't count, as in
    /// `git describe --dirty`: a freshly trained model is usually among them.
    private func isDirty() async -> Bool? {
        await gitLines([
            "--no-optional-locks", "-c", "core.fsmonitor=false", "status", "--porcelain",
            "--untracked-files=no",
        ]).map { !$0.isEmpty }
    }

    /// The lines that git printed; `nil` if it failed, which here always means "not known".
    private func gitLines(_ arguments: [GitArgument]) async -> [String]? {
        guard let output = try? await git.run(arguments), output.status == 0 else { return nil }
        let lines = output.text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.dropLast(lines.last == "" ? 1 : 0).map(String.init)
    }
}
