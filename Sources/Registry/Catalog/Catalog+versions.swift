import Git
package import RegistryCore

extension Catalog {
    /// The commit that introduced a version; `nil` when there is no such version.
    ///
    /// The index entry is believed only if its commit shows the version and its parent does not.
    /// That it lies on `main` is taken from the registry, which alone writes the index; only a
    /// `main` of the past is asked, since that costs a walk. Without an entry (a plain clone has
    /// none), `main` is walked.
    package func commit(
        of model: ModelName, _ number: VersionNumber, on main: ObjectID
    ) throws(RegistryError) -> ObjectID? {
        if let indexed = try tip(.version(model, number)), try introduces(indexed, model, number) {
            let isPresent = try tip(.main) == main
            if isPresent { return indexed }
            if try isAncestor(indexed, of: main) { return indexed }
        }
        return try versionCommits(of: model, on: main, downTo: number)
            .first { $0.number == number }?.commit
    }

    /// A version by its number, as it was registered.
    package func version(
        _ number: VersionNumber, of model: ModelName, on main: ObjectID
    ) throws(RegistryError) -> VersionRecord? {
        guard let commit = try commit(of: model, number, on: main) else { return nil }
        return try version(of: model, in: self.commit(commit).tree, commit: commit)
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

    /// The commits that introduced the model's versions, newest first, by walking `main`.
    package func versionCommits(
        of model: ModelName, on main: ObjectID, downTo last: VersionNumber = .first
    ) throws(RegistryError) -> [(number: VersionNumber, commit: ObjectID)] {
        let path = "\(model.folder)/version.yaml"
        var found: [(VersionNumber, ObjectID)] = []
        var id = main
        while true {
            let commit = try commit(id)
            let here = try entry(at: path, in: commit.tree)?.id
            guard here != nil else { return found }
            let parent = commit.parents.first
            let before = try parent.flatMap { parent throws(RegistryError) in
                try entry(at: path, in: self.commit(parent).tree)?.id
            }
            if here != before, let number = try versionNumber(of: model, in: commit.tree) {
                found.append((number, id))
                if number <= last { return found }
            }
            guard let parent else { return found }
            id = parent
        }
    }

    /// Whether `commit` is where `main` first shows that version of the model.
    private func introduces(
        _ commit: ObjectID, _ model: ModelName, _ number: VersionNumber
    ) throws(RegistryError) -> Bool {
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
