import Git
package import RegistryCore

/// What the registry would say of commits that have not been pushed.
package struct CheckReport: Encodable, Sendable {
    /// Whether `main` would take them.
    package var ok: Bool { objections.isEmpty }
    package let base: ObjectID
    package let head: ObjectID
    /// The versions they would bring.
    package let versions: [String]
    package let objections: [Objection]
    /// What could not be looked at here, in full sentences.
    package let notes: [String]

    private enum CodingKeys: String, CodingKey {
        case ok, base, head, versions, objections, notes
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(ok, forKey: .ok)
        try container.encode(base, forKey: .base)
        try container.encode(head, forKey: .head)
        try container.encode(versions, forKey: .versions)
        try container.encode(objections, forKey: .objections)
        try container.encode(notes, forKey: .notes)
    }
}

extension Workspace {
    /// Asks the hook's own judge about commits before they are pushed to `main`.
    ///
    /// - Parameter range: `<rev>..<rev>`, or a `<rev>` that is compared with `main`; `nil` for what
    ///   the clone has and the registry's `main` has not.
    package func check(_ range: String?) async throws(RegistryError) -> CheckReport {
        guard workTree != nil else {
            throw RegistryError(
                .usage, "There is no clone here whose commits could be checked.",
                remedy: "Run it in a clone, or in one with -C <folder>.")
        }
        let ends = try CommitRange(range ?? "HEAD", in: catalog)
        let push = Push(
            updates: [
                AuditEntry.Update(
                    ref: CatalogRef.main.description, old: ends.base, new: ends.head)
            ],
            actor: try await session.user(), authentication: .claimed, received: session.now)
        let judge = try PushJudge(catalog: catalog, push: push, artifacts: try knownArtifacts())
        let verdict = await judge.verdict()
        return CheckReport(
            base: ends.base, head: ends.head,
            versions: verdict.versions.map { "\($0.model)@\($0.version)" },
            objections: verdict.refusals.flatMap(\.objections),
            notes: try registryStore == nil
                ? ["Whether the store has the artifacts is not known."] : []
        )
    }

    /// Artifacts that neither this clone nor the registry has; none are missed where the registry's
    /// store can't be asked.
    private func knownArtifacts() throws(RegistryError) -> ArtifactPresence {
        guard let registryStore = try registryStore else {
            return { _ async throws(RegistryError) in [] }
        }
        let here = catalog.presentArtifacts(in: localStore)
        let there = catalog.presentArtifacts(in: registryStore)
        return { pointers async throws(RegistryError) in
            try await there(try await here(pointers).map(\.pointer))
        }
    }
}

/// The commits from one, itself left out, up to another.
struct CommitRange {
    let base: ObjectID
    let head: ObjectID

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
