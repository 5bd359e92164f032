import Git
import RegistryCore

/// The commits of `main`, from the first to one tip.
///
/// Reading it costs a look at every commit, and none at any tree: so it is for clones, which have
/// no index of versions, and for `doctor`.
struct MainLine {
    let tip: ObjectID
    private let commits: [ObjectID]

    /// Follows first parents from `tip`, to the edge of a shallow clone at the most.
    init(to tip: ObjectID, in repository: borrowing Repository) throws(GitError) {
        self.tip = tip
        var newestFirst: [ObjectID] = []
        var walk = try repository.firstParents(from: tip)
        while let commit = try walk.next(in: repository) { newestFirst.append(commit.id) }
        commits = newestFirst.reversed()
    }

    /// Every commit on the line.
    var all: Set<ObjectID> { Set(commits) }

    /// The commit that brought a version, found by halving: from it on the line shows that version
    /// or a later one.
    func commit(
        of model: ModelName, _ number: VersionNumber, in catalog: Catalog
    ) throws(RegistryError) -> ObjectID? {
        var range = commits.indices
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            let tree = try catalog.commit(commits[middle]).tree
            let isThere = try catalog.versionNumber(of: model, in: tree).map { $0 >= number }
            range =
                isThere ?? false
                ? range.lowerBound..<middle : (middle + 1)..<range.upperBound
        }
        guard range.lowerBound < commits.endIndex else { return nil }
        let found = commits[range.lowerBound]
        return try catalog.introduces(found, model, number) ? found : nil
    }
}

extension Catalog {
    /// The line of `main` that ends in `tip`, read once.
    func line(of tip: ObjectID) throws(RegistryError) -> MainLine {
        if let known = memory.line, known.tip == tip { return known }
        let line = try translate("main") { () throws(GitError) in
            try MainLine(to: tip, in: repository)
        }
        memory.line = line
        return line
    }
}
