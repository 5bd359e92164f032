import Git
package import RegistryCore

extension Workspace {
    /// Asks the hook's own judge about commits before they are pushed to `main`.
    ///
    /// - Parameter range: `<rev>..<rev>`, or a `<rev>` that is compared with `main`; `nil` for what
    ///   the clone has and the registry's `main` has not.
    package func check(_ range: String?) async throws(RegistryError) -> CheckReport {
        try requireClone()
        let ends = try CommitRange(range ?? "HEAD", in: catalog)
        return try await judge(
            ends, by: try await session.user(), vouched: nil, artifacts: try knownArtifacts())
    }

    /// Commits are looked at where they are, and that is in a clone.
    func requireClone() throws(RegistryError) {
        guard workTree == nil else { return }
        throw RegistryError(
            .usage, "There is no clone here whose commits could be checked.",
            remedy: "Run it in a clone, or in one with -C <folder>.")
    }

    /// What the hook's judge says of commits that `actor` would push to `main`.
    ///
    /// - Parameters:
    ///   - vouched: What a host's word is good for, whoever `actor` is.
    ///   - artifacts: `nil` where nobody here can tell what the store has.
    func judge(
        _ ends: CommitRange, by actor: Person, vouched: Role?, artifacts: ArtifactPresence?
    ) async throws(RegistryError) -> CheckReport {
        let main = CatalogRef.main.description
        var push = Push(
            updates: [AuditEntry.Update(ref: main, old: ends.base, new: ends.head)],
            actor: actor, authentication: .claimed, received: session.now)
        push.vouched = vouched
        let judge: PushJudge
        if let artifacts {
            judge = try PushJudge(catalog: catalog, push: push, artifacts: artifacts)
        } else {
            judge = try PushJudge(catalog: catalog, push: push) {
                _ async throws(RegistryError) in []
            }
        }
        let verdict = await judge.verdict()
        return CheckReport(
            target: "main", base: ends.base, head: ends.head,
            versions: verdict.versions.map { "\($0.model)@\($0.version)" },
            objections: verdict.refusals.flatMap(\.objections),
            notes: artifacts == nil ? [unknownArtifacts] : [])
    }

    /// Artifacts that neither this clone nor the registry has; `nil` where the registry's store
    /// can't be asked.
    private func knownArtifacts() throws(RegistryError) -> ArtifactPresence? {
        guard let registryStore = try registryStore else { return nil }
        let here = catalog.presentArtifacts(in: localStore)
        let there = catalog.presentArtifacts(in: registryStore)
        return { pointers async throws(RegistryError) in
            try await there(try await here(pointers).map(\.pointer))
        }
    }
}

/// What is said where nobody can tell what the store has.
let unknownArtifacts = "Whether the store has the artifacts is not known."

/// The commits from one, itself left out, up to another.
struct CommitRange {
    let base: ObjectID
    let head: ObjectID

    init(base: ObjectID, head: ObjectID) {
        self.base = base
        self.head = head
    }

    /// Reads `<rev>..<rev>` or `<rev>`; each is `HEAD`, a branch, or a full commit id, looked up as
    /// such: what a person types never reaches git's own language of revisions.
    init(_ text: String, in catalog: Catalog) throws(RegistryError) {
        guard let dots = text.firstRange(of: "..") else {
            base = try catalog.snapshot().commit
            head = try Self.commit(text, in: catalog)
            return
        }
        base = try Self.commit(String(text[..<dots.lowerBound]), in: catalog)
        head = try Self.commit(String(text[dots.upperBound...]), in: catalog)
    }

    private static func commit(
        _ name: String, in catalog: Catalog
    ) throws(RegistryError) -> ObjectID {
        if let id = ObjectID(parsing: name) { return try catalog.commit(id).id }
        let candidates = name == "HEAD" ? [name] : ["refs/heads/\(name)", "refs/remotes/\(name)"]
        for candidate in candidates where candidate == "HEAD" || isReferenceName(candidate) {
            let id = try translate(candidate) { () throws(GitError) in
                try catalog.repository.reference(candidate)
            }
            if let id { return try catalog.commit(id).id }
        }
        throw RegistryError(
            .versionMissing, "There is no branch or commit '\(name.printable)' here.",
            remedy: "Name HEAD, a branch, or a full commit id; two of them with '..' in between.")
    }
}
