import Artifacts
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
        /// `main` as it is now and whatever comes after, of which one model's folder: enough to add
        /// to it, and no more work with a hundred thousand models than with ten.
        case folder(of: ModelName)
    }

    /// The bare repository that holds it.
    func folder(in session: Session) -> String {
        session.cache(for: isPartial ? "\(url) newest" : url)
    }

    /// Whether objects are left out, which `git` would fetch when it comes to them.
    var isPartial: Bool {
        if case .folder = scope { true } else { false }
    }

    /// What is fetched, and under which names.
    fileprivate var specifications: [GitArgument] {
        guard !isPartial else { return ["+refs/heads/main:refs/heads/main"] }
        return [
            "+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*",
            "+refs/audit/*:refs/audit/*", "+refs/merge-requests/*:refs/merge-requests/*",
            "+refs/sequences/*:refs/sequences/*",
        ]
    }
}

extension Session {
    /// Brings a mirror up to date, and makes it if there is none.
    func update(_ mirror: Mirror) async throws(RegistryError) {
        let folder = mirror.folder(in: self)
        if !FileManager.default.fileExists(atPath: "\(folder)/HEAD") { try await initBare(folder) }
        guard case .folder(let model) = mirror.scope else {
            return try await fetch(mirror, into: folder, [])
        }
        let depth: [GitArgument] = isEmpty(folder) ? ["--no-tags", "--depth=1"] : ["--no-tags"]
        do throws(RegistryError) {
            // The root and the list of namespaces; what is below comes when it is asked for.
            try await fetch(mirror, into: folder, depth + ["--filter=tree:2"])
            try await graft(folder)
            try await bring(model, from: mirror.url, into: folder)
        } catch {
            // Some hosts have no such filter, and some give nothing that no ref names.
            let refusals = ["filter", "unadvertised object"]
            guard refusals.contains(where: { "\(error)".firstRange(of: $0) != nil }) else {
                throw error
            }
            try await fetch(
                mirror, into: folder, ["--no-tags", "--depth=1", "--no-filter", "--refetch"])
            try await graft(folder)
        }
    }

    /// Has history end where the mirror's does by a graft, and no longer by being shallow.
    ///
    /// For each shallow commit that somebody pushes from, `git receive-pack` looks through all it
    /// has, which takes ten seconds with a million commits; of a graft it is not told.
    private func graft(_ folder: String) async throws(RegistryError) {
        let shallow = "\(folder)/shallow"
        guard let ends = FileManager.default.contents(atPath: shallow) else { return }
        do {
            try writeDurably(Array(ends), to: "\(folder)/info/grafts")
            try await GitProgram(directory: folder, environment: environment).require([
                "config", "advice.graftFileDeprecated", "false",
            ])
            // Somebody else may have done all this at the same time, and been quicker here.
            try? FileManager.default.removeItem(atPath: shallow)
            guard !FileManager.default.fileExists(atPath: shallow) else { throw unwritable(folder) }
        } catch let error as GitError {
            throw explain(error, "git config")
        } catch {
            throw unwritable(folder)
        }
    }

    private func unwritable(_ folder: String) -> RegistryError {
        RegistryError(
            .storageFailed, "'\(folder)' can't be written.",
            remedy: "Make room there, or let this account write to it.")
    }

    private func fetch(
        _ mirror: Mirror, into folder: String, _ options: [GitArgument]
    ) async throws(RegistryError) {
        let url: GitArgument
        do { url = try .value(mirror.url) } catch { throw explain(error, "fetching") }
        try await patiently(GitProgram(directory: folder, environment: environment)) {
            ["fetch", "--quiet", "--prune", "--force"] + options + [url] + mirror.specifications
        } failure: { output in
            unreachable(mirror.url, output.errors)
        }
    }

    /// Fetches what a partial mirror lacks of one model's folder: its trees as `git` walks them,
    /// then all files at once.
    private func bring(
        _ model: ModelName, from url: String, into folder: String
    ) async throws(RegistryError) {
        let git = GitProgram(directory: folder, environment: environment)
        do {
            let listing = try await git.require([
                "ls-tree", "-r", "--object-only", "--end-of-options", "refs/heads/main",
                .value("\(model.folder)/"),
            ])
            let missing = try Repository(openingPartial: folder).missing(
                listing.text.split(separator: "\n").compactMap { ObjectID(parsing: $0) })
            guard !missing.isEmpty else { return }
            let names = missing.map { "\($0)\n" }.joined()
            try await git.require(
                [
                    "-c", "fetch.negotiationAlgorithm=noop", "fetch", "--quiet", "--no-tags",
                    "--no-write-fetch-head", "--filter=blob:none", "--stdin", .value(url),
                ], input: Array(names.utf8))
        } catch GitError.failed(_, _, let message) {
            throw unreachable(url, message)
        } catch {
            throw explain(error, "fetching \(model)")
        }
    }

    private func unreachable(_ url: String, _ errors: String) -> RegistryError {
        RegistryError(
            .unreachable,
            "The registry '\(url.printable)' can't be reached: \(errors.oneLine)",
            remedy: "See whether `git ls-remote` answers for it.")
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
            let isInTheWay = [
                "cannot lock ref", ".lock': File exists", "\(Remains.newPackedRefs): File exists",
            ].contains { output.errors.firstRange(of: $0) != nil }
            guard isInTheWay, attempt < 20 else { throw failure(output) }
            let remains = Remains(in: git.directory)
            await remains.clear(remains.locks())
            try? await Task.sleep(for: .milliseconds(Int.random(in: 5...100)))
        }
    }
}

extension Repository {
    /// Those of the objects that are not here.
    fileprivate func missing(_ objects: [ObjectID]) throws(GitError) -> [ObjectID] {
        var missing: [ObjectID] = []
        for object in objects where try header(of: object) == nil { missing.append(object) }
        return missing
    }
}
