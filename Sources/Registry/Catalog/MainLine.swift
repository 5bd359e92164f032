import Git
import RegistryCore

/// The commits of `main`, from the first to one tip, and where on it each of them is.
///
/// Reading it costs a look at every commit, and none at any tree: so it is for what asks about many
/// versions, such as `verify` and `doctor`, and for clones without an index of versions. It holds
/// some forty bytes a commit.
struct MainLine: Sendable {
    private let commits: [ObjectID]
    /// Places in `commits`, each at the slot that the commit's name leads to, or in the next free
    /// one: a name is a hash already. At least half of the slots are `free`.
    private var slots: [Int32]

    /// Takes the commits as git lists them.
    init(newestFirst: consuming [ObjectID]) {
        newestFirst.reverse()
        commits = newestFirst
        slots = Array(repeating: Self.free, count: Self.slotCount(for: commits.count))
        for (place, commit) in commits.enumerated() { slots[slot(of: commit)] = Int32(place) }
    }

    /// Follows first parents from `tip`, to the edge of a shallow clone at the most.
    init(to tip: ObjectID, in repository: borrowing Repository) throws(GitError) {
        var newestFirst: [ObjectID] = []
        var walk = try repository.firstParents(from: tip)
        while let commit = try walk.next(in: repository) { newestFirst.append(commit.id) }
        self.init(newestFirst: newestFirst)
    }

    /// The oldest commit: a line has its tip at the least.
    var first: ObjectID { commits[0] }

    /// The place of the newest.
    var end: Int { commits.count - 1 }

    /// How many commits of the line are before this one; `nil` for a commit that is not on it.
    func place(of commit: ObjectID) -> Int? {
        let place = slots[slot(of: commit)]
        return place == Self.free ? nil : Int(place)
    }

    /// The commit that brought a version, found by halving: from it on the line shows that version
    /// or a later one.
    ///
    /// - Parameter end: The place of the last commit to look at.
    func commit(
        of model: ModelName, _ number: VersionNumber, until end: Int, in catalog: Catalog
    ) throws(RegistryError) -> ObjectID? {
        var range = commits.startIndex..<(end + 1)
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            let tree = try catalog.commit(commits[middle]).tree
            let isThere = try catalog.versionNumber(of: model, in: tree).map { $0 >= number }
            range =
                isThere ?? false
                ? range.lowerBound..<middle : (middle + 1)..<range.upperBound
        }
        guard range.lowerBound <= end else { return nil }
        let found = commits[range.lowerBound]
        return try catalog.introduces(found, model, number) ? found : nil
    }

    private static let free: Int32 = -1

    private static func slotCount(for commits: Int) -> Int {
        1 << (Int.bitWidth - (2 * max(commits, 1) - 1).leadingZeroBitCount)
    }

    /// The slot where `commit` is, or would be.
    private func slot(of commit: ObjectID) -> Int {
        let name = (0..<4).reduce(0) { $0 << 8 | Int(commit[$1]) }
        var slot = name & (slots.count - 1)
        while slots[slot] != Self.free, commits[Int(slots[slot])] != commit {
            slot = (slot + 1) & (slots.count - 1)
        }
        return slot
    }
}

extension Catalog {
    /// A line of `main` that `commit` is on, read once: today's, if it is, for whoever asks about
    /// one commit of the past will ask about more.
    func line(through commit: ObjectID) throws(RegistryError) -> MainLine {
        if let known = memory.line, known.place(of: commit) != nil { return known }
        var line = try line(to: try tip(.main) ?? commit)
        if line.place(of: commit) == nil { line = try self.line(to: commit) }
        memory.line = line
        return line
    }

    private func line(to tip: ObjectID) throws(RegistryError) -> MainLine {
        try translate("main") { () throws(GitError) in try MainLine(to: tip, in: repository) }
    }

    /// The whole line of `main`, as `git` lists it.
    func wholeLine(at snapshot: Snapshot) async throws(RegistryError) -> MainLine {
        do {
            return MainLine(newestFirst: try await objectGit.firstParents(from: snapshot.commit))
        } catch {
            throw explain(error, "main")
        }
    }
}
