import RegistryCore

/// Which commits one tip reaches and some older tips do not.
///
/// Commits are looked at newest first, each handing its colour to its parents; old wins. Once no
/// new commit waits and all that waits is older than every new one found, no colour can change.
struct NewCommits {
    private struct Known {
        let parents: [ObjectID]
        var isOld: Bool
        var isWaiting = true
    }

    private let limit: Int
    private let shallow: Set<ObjectID>
    private var known: [ObjectID: Known] = [:]
    private var queue = CommitQueue()
    private var newWaiting = 0
    private var newFound = 0
    /// Committer's date of the oldest new commit found.
    private var oldest = Int64.max

    init(limit: Int, shallow: Set<ObjectID>) {
        self.limit = limit
        self.shallow = shallow
    }

    mutating func enqueue(
        _ id: ObjectID, isOld: Bool, in repository: borrowing Repository
    ) throws(GitError) {
        guard known[id] == nil else {
            if isOld { paintOld(id) }
            return
        }
        let commit = try repository.commit(id)
        let parents = shallow.contains(id) ? [] : commit.parents
        known[id] = Known(parents: parents, isOld: isOld)
        newWaiting += isOld ? 0 : 1
        queue.insert(commit)
    }

    mutating func run(in repository: borrowing Repository) throws(GitError) {
        while newWaiting > 0 || queue.newest.map({ $0 >= oldest }) ?? false {
            guard let commit = queue.popNewest(), let this = known[commit.id] else { return }
            known[commit.id]?.isWaiting = false
            if !this.isOld {
                newWaiting -= 1
                newFound += 1
                oldest = min(oldest, commit.committer.seconds)
            }
            guard newFound <= limit else { throw .tooMany(.commits, limit: limit) }
            for parent in this.parents {
                try enqueue(parent, isOld: this.isOld, in: repository)
            }
        }
    }

    /// The new ones, parents before children, by a walk in depth without recursion.
    func newCommits(from tip: ObjectID) -> [ObjectID] {
        var ordered: [ObjectID] = []
        var entered: Set<ObjectID> = []
        var stack = [(id: tip, isDone: false)]
        while let (id, isDone) = stack.popLast() {
            if isDone {
                ordered.append(id)
            } else if let this = known[id], !this.isOld, entered.insert(id).inserted {
                stack.append((id, true))
                stack += this.parents.reversed().map { ($0, false) }
            }
        }
        return ordered
    }

    /// Whether a new commit has `id` among its parents.
    func hasNewChild(of id: ObjectID) -> Bool {
        known.values.contains { !$0.isOld && $0.parents.contains(id) }
    }

    /// Paints a commit thought new, and all known behind it.
    private mutating func paintOld(_ id: ObjectID) {
        var stack = [id]
        while let id = stack.popLast() {
            guard let this = known[id], !this.isOld else { continue }
            known[id]?.isOld = true
            if this.isWaiting {
                newWaiting -= 1
            } else {
                newFound -= 1
            }
            stack += this.parents
        }
    }
}
