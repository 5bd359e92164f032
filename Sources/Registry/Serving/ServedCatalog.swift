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
    /// How clients reach its server over HTTP, without a slash at the end; `nil` if nobody says.
    package nonisolated let publicURL: String?
    /// Whether nobody may change anything by this way to it.
    nonisolated let isReadOnly: Bool
    nonisolated let environment: [String: String]
    nonisolated let secret: RegistrySecret
    /// The folder beside the catalog: the store, unless that is a bucket, and in any case where the
    /// parts of uploads wait for each other.
    nonisolated let folder: FileStore
    /// Where a replica has its artifacts from; `nil` for a registry of its own.
    nonisolated let followed: FollowedStore?
    /// How it follows its primary; `nil` for a registry of its own.
    package nonisolated let following: Following?
    nonisolated let uploads = OpenUploads()
    nonisolated let errands = LongErrands()
    /// Which way artifacts go to a bucket and from it.
    package nonisolated let bucketTransfer: BucketTransfer
    var bucket = BucketInUse()
    /// What was found out about the bucket of this place: whether it compares what is sent to it.
    var trial: (location: StoreLocation, isPassed: Bool)?
    let catalog: Catalog
    nonisolated let readingRoom: ReadingRoom
    nonisolated let searchRoom: SearchRoom
    var index = NamespaceIndex()

    /// Opens the registry in `folder`; throws `usage` for a clone or a mirror of one.
    package init(
        opening folder: String, environment: [String: String], isReadOnly: Bool = false
    ) throws(RegistryError) {
        let catalog = try Catalog.open(folder, environment: environment)
        guard catalog.isRegistry else {
            throw RegistryError(
                .usage, "'\(folder.printable)' is not a registry itself.",
                remedy: "Name the folder that `cairn init` made.")
        }
        _ = try catalog.policy(at: try catalog.snapshot())
        name = Self.name(ofFolder: catalog.directory)
        directory = catalog.directory
        publicURL = try catalog.publicURL()
        bucketTransfer = try catalog.bucketTransfer()
        self.environment = environment
        self.isReadOnly = isReadOnly
        secret = try RegistrySecret(makingIn: catalog.directory)
        following = Primary(of: catalog).map(Following.init)
        self.folder = catalog.store()
        followed = try catalog.followedStore()
        readingRoom = try ReadingRoom(opening: catalog.place)
        searchRoom = try SearchRoom(opening: catalog.place)
        self.catalog = catalog
    }

    /// What the registry in a folder is called.
    package static func name(ofFolder path: String) -> String {
        let folder = FilePath(path).lastComponent?.string ?? ""
        return folder.hasSuffix(".git") ? String(folder.dropLast(4)) : folder
    }

    /// The policy in force.
    package func policy() throws(RegistryError) -> Policy {
        try catalog.policy(at: try catalog.snapshot())
    }

    /// Where uploads go: the bucket that the policy names now, else the folder. What a replica has
    /// it keeps in its folder: nobody else's business is the bucket of its primary.
    func store() throws(RegistryError) -> any OwnedStore {
        guard followed == nil, let location = try catalog.storeLocation() else { return folder }
        return RemoteStore(
            in: try bucket.objects(at: location, environment: environment, for: .server))
    }

    /// Where downloads come from: the store, and for a replica also its primary.
    func source() throws(RegistryError) -> any ArtifactStore {
        if let followed { return followed }
        return try store()
    }

    /// Throws if the registry can't be read, or its store does not answer within five seconds;
    /// those who ask at once ask together.
    package func requireReady() async throws(RegistryError) {
        _ = try policy()
        let store = try store()
        let answers = try await errands.isDone(.probe, within: .seconds(5)) {
            () async throws(StoreError) in try await store.probe()
        }
        guard !answers else { return }
        throw RegistryError(
            .unreachable, "The store has not answered for five seconds.",
            remedy: "See whether it works, and the network on the way to it.")
    }

    /// Whom the password or bearer token `text` stands for; `nil` if for nobody.
    package nonisolated func caller(showing text: String, now: Date) -> Caller? {
        if let token = TokenSecret(parsing: text) {
            return TokenFolder(catalog: directory).caller(showing: token, now: now)
        }
        return SessionPass(parsing: text, secret: secret, now: now).map {
            .person($0.permit.person, $0.permit.reach)
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
            git = try program(for: caller, request.version, now: now)
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

    /// Runs the program of `service` on this process's own streams, for whoever is at the other
    /// end of them; returns its exit status.
    ///
    /// - Parameter caller: Whoever it is must have been allowed to by `Policy.access`.
    package nonisolated func converse(
        _ service: GitRequest.Service, with caller: Caller,
        _ version: GitRequest.ProtocolVersion?, now: Date
    ) async throws(RegistryError) -> Int32 {
        let git = try program(for: caller, version, now: now)
        do {
            return try await git.converse(service.arguments + ["."])
        } catch {
            throw explain(error, service.rawValue)
        }
    }

    /// Throws `readOnly` if `action` changes what nobody may change here, or only the primary of
    /// this replica.
    ///
    /// To be asked once the caller may see the registry: who may not shall not learn of it.
    package nonisolated func requireTaking(_ action: Action) throws(RegistryError) {
        guard action.scope > .read else { return }
        if isReadOnly { throw .readOnly }
        if let following { throw following.primary.refusal }
    }

    /// The program, with a permit that tells the hooks who it is that pushes.
    ///
    /// - Parameter folder: The repository it is run in, if that is another than the registry.
    nonisolated func program(
        for caller: Caller, _ version: GitRequest.ProtocolVersion?, now: Date,
        in folder: String? = nil
    ) throws(RegistryError) -> GitProgram {
        var environment = environment
        environment["CAIRN_USER"] = nil
        environment["GIT_PROTOCOL"] = version?.rawValue
        if case .person(let person, let reach, let subject) = caller {
            environment["GIT_COMMITTER_NAME"] = person.description
            environment["GIT_COMMITTER_EMAIL"] = person.description
            let permit = Permit(
                person: person, reach: reach, expires: now.addingTimeInterval(3600),
                subject: subject)
            environment[Permit.variable] = try permit.sealed(by: secret)
        }
        return GitProgram(directory: folder ?? directory, environment: environment)
    }
}
