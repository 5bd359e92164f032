package import RegistryCore

/// A ref and what it points to.
package struct Reference: Hashable, Sendable {
    /// The full name, under `refs/`.
    package let name: String
    /// Of an annotated tag the tag, not what it tags.
    package let id: ObjectID
}

extension Repository {
    /// The ref named `prefix` and all refs below it, ordered by name; `refs/heads` and
    /// `refs/heads/` are the same.
    ///
    /// Costs what it lists, in a repository of any size: libgit2 would load a million refs to list
    /// ten, and a `git` to ask takes longer than to look. Throws `tooMany` beyond `limit` refs, and
    /// `invalidReference` for a prefix no ref can have.
    package func references(
        under prefix: String, limit: Int = 1_000_000
    ) throws(GitError) -> [Reference] {
        let folder = prefix.hasSuffix("/") ? String(prefix.dropLast()) : prefix
        guard folder == "refs" || isReferenceName(folder) else {
            throw .invalidReference(prefix)
        }
        // In this order, as git does: a ref that is being packed is in both for a while, and one
        // read the other way round could be in neither.
        let loose = try looseReferences(under: folder)
        var found = loose
        if let packed = try PackedReferences.open(in: commonDirectory) {
            found = merged(loose, try packed.references(under: folder, limit: limit))
        }
        guard found.count <= limit else { throw .tooMany(.references, limit: limit) }
        return found
    }

    /// The first refs below `folder` that come after `name`, ordered by name; costs what it lists,
    /// and a look at those that were not packed yet.
    ///
    /// - Parameters:
    ///   - folder: Such as `refs/heads/promote`; throws `invalidReference` for one that can't be.
    ///   - name: A full name; empty for the very first.
    package func references(
        below folder: String, after name: String, limit: Int
    ) throws(GitError) -> [Reference] {
        guard isReferenceName(folder) else { throw .invalidReference(folder) }
        var loose: [Reference] = []
        for own in LooseReferences(directory: commonDirectory).names(under: folder)
        where own != folder && name.utf8.lexicographicallyPrecedes(own.utf8) {
            guard loose.count < limit else { break }
            if let id = try reference(own) { loose.append(Reference(name: own, id: id)) }
        }
        let packed = try PackedReferences.open(in: commonDirectory)?
            .references(below: folder, after: name, limit: limit)
        return Array(merged(loose, packed ?? []).prefix(limit))
    }

    /// The refs that have a file of their own.
    private func looseReferences(under folder: String) throws(GitError) -> [Reference] {
        var found: [Reference] = []
        for name in LooseReferences(directory: commonDirectory).names(under: folder) {
            if let id = try reference(name) { found.append(Reference(name: name, id: id)) }
        }
        return found
    }
}

/// Two ordered lists as one; of two refs with one name the loose one holds.
private func merged(_ loose: [Reference], _ packed: [Reference]) -> [Reference] {
    guard !loose.isEmpty else { return packed }
    var all: [Reference] = []
    all.reserveCapacity(loose.count + packed.count)
    var rest = loose[...]
    for ref in packed {
        while let next = rest.first, next.name.utf8.lexicographicallyPrecedes(ref.name.utf8) {
            all.append(next)
            rest.removeFirst()
        }
        if rest.first?.name != ref.name { all.append(ref) }
    }
    return all + rest
}
