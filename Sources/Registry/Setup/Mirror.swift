import FoundationEssentials
import Git
import RegistryCore

/// A registry behind a URL, as it is cached on this machine.
struct Mirror: Sendable {
    let url: String
    let scope: Scope

    /// How much of the registry is cached.
    enum Scope: Sendable {
        /// All refs with their history.
        case whole
        /// `main` as it is now and whatever comes after: enough to add to it.
        case newest

        fileprivate var label: String { self == .whole ? "" : " newest" }
    }

    /// The bare repository that holds it.
    func folder(in session: Session) -> String { session.cache(for: url + scope.label) }

    /// What is fetched, and under which names.
    fileprivate var specifications: [GitArgument] {
        switch scope {
        case .whole:
            [
                "+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*",
                "+refs/audit/*:refs/audit/*",
            ]
        case .newest: ["+refs/heads/main:refs/heads/main"]
        }
    }
}

extension Session {
    /// Brings a mirror up to date, and makes it if there is none.
    func update(_ mirror: Mirror) async throws(RegistryError) {
        let folder = mirror.folder(in: self)
        if !FileManager.default.fileExists(atPath: "\(folder)/HEAD") { try await initBare(folder) }
        var arguments: [GitArgument] = ["fetch", "--quiet", "--prune", "--force"]
        if mirror.scope == .newest, isEmpty(folder) { arguments += ["--depth=1", "--no-tags"] }
        do { arguments.append(try .value(mirror.url)) } catch { throw explain(error, "fetching") }
        try await patiently(GitProgram(directory: folder, environment: environment)) {
            arguments + mirror.specifications
        } failure: { output in
            RegistryError(
                .unreachable,
                "The registry '\(mirror.url.printable)' can't be reached: \(output.errors.oneLine)",
                remedy: "See whether `git ls-remote` answers for it.")
        }
    }

    private func isEmpty(_ folder: String) -> Bool {
        !FileManager.default.fileExists(atPath: "\(folder)/refs/heads/main")
            && !FileManager.default.fileExists(atPath: "\(folder)/packed-refs")
    }

    /// Runs `git fetch`, again while another one into the same repository is in its way.
    func patiently(
        _ git: GitProgram, _ arguments: () -> [GitArgument],
        failure: (GitOutput) -> RegistryError
    ) async throws(RegistryError) {
        for attempt in 1...20 {
            let output: GitOutput
            do { output = try await git.run(arguments()) } catch {
                throw explain(error, "fetching")
            }
            guard output.status != 0 else { return }
            let isInTheWay = ["cannot lock ref", ".lock': File exists"].contains { words in
                output.errors.firstRange(of: words) != nil
            }
            guard isInTheWay, attempt < 20 else { throw failure(output) }
            let remains = Remains(in: git.directory)
            await remains.clear(remains.locks())
            try? await Task.sleep(for: .milliseconds(Int.random(in: 5...100)))
        }
    }
}
