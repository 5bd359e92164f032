package import FoundationEssentials
package import RegistryCore

extension ServedCatalog {
    /// Every lock there is, in the order of paths.
    package nonisolated func locks() -> [ArtifactLock] {
        LockFolder(catalog: directory).all()
    }

    /// Takes a lock for `person`.
    ///
    /// - Returns: The lock there is now, and whether it was taken just now.
    /// - Throws: `roleMissing` for a path in a namespace that is not theirs to change.
    package func lock(
        _ path: String, for person: Person, within reach: Reach, now: Date
    ) throws(RegistryError) -> (lock: ArtifactLock, isNew: Bool) {
        guard let file = LockedPath(parsing: path) else {
            throw RegistryError(
                .pathRefused, "'\(path.printable)' is no artifact of a model.",
                remedy: "Lock a file below models/<namespace>/<name>/artifacts/.")
        }
        try require(.contributor, of: person, within: reach, for: file)
        let lock = ArtifactLock(
            id: randomID(), path: path, owner: ArtifactLock.Owner(name: person), lockedAt: now)
        let held = try LockFolder(catalog: directory).take(lock)
        return (held, held.id == lock.id)
    }

    /// Gives a lock back.
    ///
    /// - Parameter force: Whether somebody else's may be taken away, which a maintainer may.
    /// - Throws: `notServed` if there is none, `conflict` if it is another's.
    package func unlock(
        _ id: String, for person: Person, within reach: Reach, force: Bool
    ) throws(RegistryError) -> ArtifactLock {
        let folder = LockFolder(catalog: directory)
        guard let lock = folder.all().first(where: { $0.id == id }),
            let file = LockedPath(parsing: lock.path)
        else {
            throw RegistryError(
                .notServed, "There is no lock \(id.printable).",
                remedy: "`git lfs locks` shows those there are.")
        }
        if lock.owner.name != person {
            guard force else {
                throw RegistryError(
                    .conflict, "The lock is that of \(lock.owner.name).",
                    remedy: "Ask them, or take it away with `git lfs unlock --force`.")
            }
            try require(.maintainer, of: person, within: reach, for: file)
        }
        folder.remove(lock)
        return lock
    }

    private func require(
        _ role: Role, of person: Person, within reach: Reach, for file: LockedPath
    ) throws(RegistryError) {
        let namespace = file.model.namespace
        guard try !policy().allows(person, role, in: namespace, within: reach) else { return }
        throw RegistryError(
            .roleMissing, "\(person) may not do that in \(namespace): it takes the role \(role).",
            remedy: "Ask an admin to change access in registry.yaml.")
    }
}

/// A path that can be locked: `models/<namespace>/<name>/artifacts/…`.
private struct LockedPath {
    let model: ModelName

    init?(parsing path: String) {
        let words = path.split(separator: "/", maxSplits: 4, omittingEmptySubsequences: false)
        guard words.count == 5, words[0] == "models", words[3] == "artifacts",
            path.utf8.count <= 4096, let model = ModelName(parsing: "\(words[1])/\(words[2])"),
            ArtifactPath(parsing: String(words[4])) != nil
        else { return nil }
        self.model = model
    }
}
