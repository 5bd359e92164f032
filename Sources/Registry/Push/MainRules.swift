import FoundationEssentials
import Git
import RegistryCore

/// What `main` accepts: a straight line of commits, each of which keeps every rule of the format.
struct MainRules {
    let judge: PushJudge
    private var catalog: Catalog { judge.catalog }

    init(judge: PushJudge) {
        self.judge = judge
    }

    /// Judges the new commits one by one, oldest first; returns the versions they bring.
    func judge(_ update: AuditEntry.Update) async throws(RegistryError) -> [AuditEntry.Introduced] {
        var findings = CommitRules.Findings()
        var before = try catalog.commit(update.old == .zero ? judge.snapshot.commit : update.old)
        for id in try newCommits(update) where findings.objections.count < judge.limits.objections {
            try judge.requireTime()
            let commit = try catalog.commit(id)
            let rules = CommitRules(
                judge: judge, commit: commit, before: before.tree,
                pathsLeft: judge.limits.changedPaths - findings.changedPaths)
            findings.add(try rules.findings())
            before = commit
        }
        let unproven = try await judge.unproven(findings.pointers)
        findings.objections += sorted(unproven).map(Objection.lacking)
        findings.objections += try await judge.artifacts(
            sorted(findings.pointers.subtracting(unproven))
        ).map(\.problem)
        guard findings.objections.isEmpty else {
            throw RegistryError(Array(findings.objections.prefix(judge.limits.objections)))
        }
        return findings.versions
    }

    private func sorted(_ pointers: Set<Pointer>) -> [Pointer] {
        pointers.sorted { $0.digest < $1.digest }
    }

    /// The commits from the old tip to the new one, oldest first.
    ///
    /// Only the line of first parents is walked, whatever dates the commits claim: a false date
    /// must not make anybody read all of history.
    private func newCommits(_ update: AuditEntry.Update) throws(RegistryError) -> [ObjectID] {
        var commits: [ObjectID] = []
        var next = update.new
        while next != update.old {
            guard commits.count < judge.limits.commits else { throw tooManyCommits() }
            let commit = try catalog.commit(next)
            guard commit.parents.count <= 1 else { throw merges(commit) }
            guard let parent = commit.parents.first else { throw rewrites() }
            commits.append(next)
            next = parent
        }
        return commits.reversed()
    }

    private func tooManyCommits() -> RegistryError {
        RegistryError(
            .tooMuch,
            "More than \(judge.limits.commits) commits lie between main and what was pushed, if it "
                + "continues main at all.",
            remedy: "Run `git pull --rebase`, then push in several parts.")
    }

    private func merges(_ commit: Commit) -> RegistryError {
        RegistryError(
            .historyNotLinear,
            "main is one straight line, and \(commit.id.short) merges \(commit.parents.count) "
                + "lines.",
            remedy: "Run `git pull --rebase`, then push again.")
    }

    private func rewrites() -> RegistryError {
        RegistryError(
            .rewriteRefused, "main can't be rewritten: what was pushed does not continue it.",
            remedy: "Run `git pull --rebase`, then push again.")
    }
}
