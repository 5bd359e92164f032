import Git
package import RegistryCore

extension Catalog {
    /// The commit that introduced a version; `nil` when `main` has no such version.
    ///
    /// `main` has it if it shows that version or a later one, for versions count upwards and stay.
    /// The index entry is believed only if its commit shows the version and its parent does not;
    /// that it lies on `main` is taken from the registry, which alone writes the index. Without an
    /// entry (a plain clone has none), the line of `main` is searched; and once that is at hand, it
    /// is asked where both commits lie, instead of a tree.
    package func commit(
        of model: ModelName, _ number: VersionNumber, on main: ObjectID
    ) throws(RegistryError) -> ObjectID? {
        if memory.line?.place(of: main) == nil {
            guard let shown = try versionNumber(of: model, in: commit(main).tree), shown >= number
            else { return nil }
            if let indexed = try tip(.version(model, number)),
                try introduces(indexed, model, number)
            {
                return indexed
            }
        }
        let line = try line(through: main)
        guard let end = line.place(of: main) else { return nil }
        if let indexed = try tip(.version(model, number)), let place = line.place(of: indexed),
            try introduces(indexed, model, number)
        {
            return place <= end ? indexed : nil
        }
        return try line.commit(of: model, number, until: end, in: self)
    }

    /// A version by its number, as it was registered.
    package func version(
        _ number: VersionNumber, of model: ModelName, on main: ObjectID
    ) throws(RegistryError) -> VersionRecord? {
        guard let commit = try commit(of: model, number, on: main) else { return nil }
        if let known: VersionRecord = memory.value(of: commit), known.model == model {
            return known
        }
        let record = try version(of: model, in: self.commit(commit).tree, commit: commit)
        if let record, record.artifacts.count <= mostRemembered { memory.keep(record, of: commit) }
        return record
    }

    /// The newest version of the model, as it was registered.
    package func latestVersion(
        of model: ModelName, at snapshot: Snapshot
    ) throws(RegistryError) -> VersionRecord? {
        guard let number = try versionNumber(of: model, in: snapshot.tree) else { return nil }
        return try version(number, of: model, on: snapshot.commit)
    }

    /// The number that `version.yaml` of the model has in `tree`; `nil` without a version.
    package func versionNumber(
        of model: ModelName, in tree: ObjectID
    ) throws(RegistryError) -> VersionNumber? {
        try manifest(VersionManifest.self, at: "\(model.folder)/version.yaml", in: tree)?.version
    }

    /// The number that `version.yaml` has in the model's own folder; `nil` without a version.
    func versionNumber(
        of model: ModelName, inFolder folder: ObjectID
    ) throws(RegistryError) -> VersionNumber? {
        try manifest(VersionManifest.self, at: "version.yaml", in: folder, called: model.folder)?
            .version
    }

    /// The commits that introduced the model's versions, newest first.
    ///
    /// - Parameters:
    ///   - end: Only of those before this one.
    ///   - limit: Of how many at the most.
    package func versionCommits(
        of model: ModelName, on main: ObjectID, before end: VersionNumber? = nil,
        limit: Int = .max
    ) throws(RegistryError) -> [(number: VersionNumber, commit: ObjectID)] {
        guard let latest = try versionNumber(of: model, in: commit(main).tree) else { return [] }
        let newest = min(latest.value, end.map { $0.value - 1 } ?? .max)
        var found: [(VersionNumber, ObjectID)] = []
        for value in stride(from: newest, through: 1, by: -1) {
            guard found.count < limit else { break }
            let number = VersionNumber(value)
            if let commit = try commit(of: model, number, on: main) {
                found.append((number, commit))
            }
        }
        return found
    }

    /// Whether `commit` is where `main` first shows that version of the model.
    func introduces(
        _ commit: ObjectID, _ model: ModelName, _ number: VersionNumber
    ) throws(RegistryError) -> Bool {
        let introduction = Introduction(model: model, number: number)
        if let known: Introduction = memory.value(of: commit), known == introduction { return true }
        guard try shows(introduction, first: commit) else { return false }
        memory.keep(introduction, of: commit)
        return true
    }

    private func shows(
        _ introduction: Introduction, first commit: ObjectID
    ) throws(RegistryError) -> Bool {
        let (model, number) = (introduction.model, introduction.number)
        let commit = try self.commit(commit)
        guard try versionNumber(of: model, in: commit.tree) == number else { return false }
        guard let parent = commit.parents.first else { return true }
        return try versionNumber(of: model, in: self.commit(parent).tree) != number
    }

    /// Whether `ancestor` is `commit` or one of its ancestors.
    package func isAncestor(
        _ ancestor: ObjectID, of commit: ObjectID
    ) throws(RegistryError) -> Bool {
        try translate("commit \(commit)") { () throws(GitError) in
            try repository.isAncestor(ancestor, of: commit)
        }
    }
}

/// Records with more artifacts are read again each time, so that memory stays small.
private let mostRemembered = 64

/// What a commit on `main` brought: one commit makes at most one version.
private struct Introduction: Hashable {
    let model: ModelName
    let number: VersionNumber
}
