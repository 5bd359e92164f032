import Artifacts
package import FoundationEssentials
import Git
package import RegistryCore
package import SystemPackage

/// A registry as a server offers it: who may do what, Git, and artifacts.
///
/// An actor, since libgit2 wants a repository on one thread at a time; what needs no repository is
/// not held up by it.
package actor ServedCatalog {
    /// What it is called in addresses: that of its folder, without `.git`.
    package nonisolated let name: String
    package nonisolated let directory: String
    nonisolated let environment: [String: String]
    nonisolated let secret: RegistrySecret
    /// Where uploads go.
    nonisolated let store: FileStore
    /// Where downloads come from: the store, and for a replica also its primary.
    nonisolated let source: any ArtifactStore
    /// How it follows its primary; `nil` for a registry of its own.
    package nonisolated let following: Following?
    nonisolated let uploads = OpenUploads()
    let catalog: Catalog
    var index = NamespaceIndex()

    /// Opens the registry in `folder`; throws `usage` for a clone or a mirror of one.
    package init(opening folder: String, environment: [String: String]) throws(RegistryError) {
        let catalog = try Catalog.open(folder, environment: environment)
        guard catalog.isRegistry else {
            throw RegistryError(
                .usage, "'\(folder.printable)' is not a registry itself.",
                remedy: "Name the folder that `cairn init` made.")
        }
        _ = try catalog.policy(at: try catalog.snapshot())
        let folderName = FilePath(catalog.directory).lastComponent?.string ?? ""
        name = folderName.hasSuffix(".git") ? String(folderName.dropLast(4)) : folderName
        directory = catalog.directory
        self.environment = environment
        secret = try RegistrySecret(makingIn: catalog.directory)
        following = Primary(of: catalog).map(Following.init)
        store = catalog.store()
        source = try catalog.downloads()
        self.catalog = catalog
    }

    /// The policy in force.
    package func policy() throws(RegistryError) -> Policy {
        try catalog.policy(at: try catalog.snapshot())
    }

    /// Whom the password or bearer token `text` stands for; `nil` if for nobody.
    package nonisolated func caller(showing text: String, now: Date) -> Caller? {
        TokenSecret(parsing: text).flatMap {
            TokenFolder(catalog: directory).caller(showing: $0, now: now)
        }
    }
}

extension ServedCatalog {
    /// Runs the program that serves `request` between two descriptors, and closes both.
    ///
    /// - Parameter caller: Whoever it is must have been allowed to by `Policy.access`.
    /// - Returns: What git complained of, if it failed.
    package nonisolated func serve(
        _ request: GitRequest, to caller: Caller, reading input: FileDescriptor,
        writing output: FileDescriptor, now: Date
    ) async throws(RegistryError) -> String? {
        let git: GitProgram
        do {
            git = GitProgram(
                directory: directory, environment: try environment(of: request, caller, now: now))
        } catch {
            try? input.close()
            try? output.close()
            throw error
        }
        do {
            let outcome = try await git.run(
                request.arguments, reading: input, writing: output)
            return outcome.status == 0 ? nil : outcome.errors.oneLine
        } catch {
            throw explain(error, request.service.rawValue)
        }
    }

    private nonisolated func environment(
        of request: GitRequest, _ caller: Caller, now: Date
    ) throws(RegistryError) -> [String: String] {
        var environment = environment
        environment["CAIRN_USER"] = nil
        environment["GIT_PROTOCOL"] = request.version?.rawValue
        guard case .person(let person, let reach) = caller else { return environment }
        environment["GIT_COMMITTER_NAME"] = person.description
        environment["GIT_COMMITTER_EMAIL"] = person.description
        let permit = Permit(person: person, reach: reach, expires: now.addingTimeInterval(3600))
        environment[Permit.variable] = try permit.sealed(by: secret)
        return environment
    }
}
