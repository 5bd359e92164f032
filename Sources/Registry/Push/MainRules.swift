import FoundationEssentials
import Git
import RegistryCore

/// What `main` accepts: a straight line of commits, each of which keeps every rule of the format.
struct MainRules {
    let judge: PushJudge
    private var catalog: Catalog { judge.catalog }

    /// The most commits that one push may bring to `main`.
    static let mostCommits = 10_000
    /// The most paths that one commit may change.
    static let mostPaths = 100_000

    init(judge: PushJudge) {
        self.judge = judge
    }

    /// Judges the new commits one by one, oldest first; returns the versions they bring.
    func judge(_ update: AuditEntry.Update) async throws(RegistryError) -> [AuditEntry.Introduced] {
        let commits = try newCommits(update)
        var objections: [Objection] = []
        var versions: [AuditEntry.Introduced] = []
        var pointers: Set<Pointer> = []
        var parent = update.old
        for id in commits {
            let commit = try catalog.commit(id)
            try requireStraight(commit, after: parent)
            let rules = CommitRules(
                judge: judge, commit: commit, before: try catalog.commit(parent).tree)
            let findings = try rules.findings()
            objections += findings.objections
            versions += findings.versions
            pointers.formUnion(findings.pointers)
            parent = id
        }
        objections += try await judge.artifacts(pointers.sorted { $0.digest < $1.digest })
            .map(\.problem)
        guard objections.isEmpty else { throw RegistryError(objections) }
        return versions
    }

    private func newCommits(_ update: AuditEntry.Update) throws(RegistryError) -> [ObjectID] {
        guard update.old != .zero, try catalog.isAncestor(update.old, of: update.new) else {
            throw RegistryError(
                .rewriteRefused, "main can't be rewritten: what was pushed does not continue it.",
                remedy: "Run `git pull --rebase`, then push again.")
        }
        return try translate("main") { () throws(GitError) in
            try catalog.repository.commits(
                in: update.new, notReachableFrom: [update.old], limit: Self.mostCommits)
        }
    }

    private func requireStraight(_ commit: Commit, after parent: ObjectID) throws(RegistryError) {
        guard commit.parents != [parent] else { return }
        throw RegistryError(
            .historyNotLinear,
            "main is one straight line, and \(commit.id.short) does not stand on \(parent.short) "
                + "alone: the push merges two lines.",
            remedy: "Run `git pull --rebase`, then push again.")
    }
}
