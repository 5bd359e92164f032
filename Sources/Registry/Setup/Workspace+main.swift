import Artifacts
package import Git
package import RegistryCore

/// One commit that `main` shall get.
package struct MainCommit: Sendable {
    /// The whole message, its subject first.
    package var message: String
    /// What differs from `main` as it is.
    package var changes: [TreeChange]

    package init(message: String, changes: [TreeChange]) {
        self.message = message
        self.changes = changes
    }
}

extension Workspace {
    /// Adds one commit with a message of one line; see `commitToMain(_:)`.
    @discardableResult
    package func commitToMain(
        _ subject: String,
        changes: (Snapshot) throws(RegistryError) -> [TreeChange]
    ) async throws(RegistryError) -> ObjectID {
        try await commitToMain { (snapshot) throws(RegistryError) in
            MainCommit(message: "\(subject)\n", changes: try changes(snapshot))
        }
    }

    /// Adds one commit to the newest `main`, through the registry's hooks.
    ///
    /// `propose` is asked again whenever somebody else was faster, so all that it says must follow
    /// from the snapshot it is given. What changes nothing is not pushed.
    ///
    /// - Returns: The commit; `main` as it is where nothing had to change.
    /// - Throws: What `propose` throws, the registry's objections, and `conflict` when others were
    ///   faster fifty times in a row.
    @discardableResult
    package func commitToMain(
        _ propose: (Snapshot) throws(RegistryError) -> MainCommit
    ) async throws(RegistryError) -> ObjectID {
        let identity = try await identity()
        let turn = await turn()
        let commit = try await race(propose, by: identity)
        _ = consume turn
        return commit
    }

    /// Waits in line with the other processes of this machine: a crowd that takes turns is done
    /// long before one that races, in which one wins and all others start again.
    ///
    /// - Returns: `nil` after half a minute; whoever still has no turn then races.
    private func turn() async -> Turn? {
        let path = "\(session.cache(for: registryFolder ?? remote)).turn"
        for _ in 0..<1_000 {
            if let turn = try? Turn.take(at: path) { return turn }
            try? await Task.sleep(for: .milliseconds(Int.random(in: 10...50)))
        }
        return nil
    }

    private func race(
        _ propose: (Snapshot) throws(RegistryError) -> MainCommit, by identity: Identity
    ) async throws(RegistryError) -> ObjectID {
        var race = Race()
        while true {
            try await refresh()
            let snapshot = try catalog.snapshot()
            let commit = try draft(try propose(snapshot), onto: snapshot, by: identity)
            if commit == snapshot.commit { return commit }
            guard let loss = try await pushToMain(commit) else {
                await takeAlong(to: commit)
                return commit
            }
            try await race.lost(to: loss)
        }
    }

    /// Pushes the commit; returns why that was in vain where somebody else was faster.
    private func pushToMain(_ commit: ObjectID) async throws(RegistryError) -> RegistryError? {
        do throws(RegistryError) {
            let isOurs = try await push([PushedRef(.main, to: commit)])
            // Somebody made the very same commit in the same second: theirs is not ours.
            return isOurs ? nil : crowded
        } catch {
            guard error.kind == .conflict else { throw error }
            return error
        }
    }

    private var crowded: RegistryError {
        RegistryError(
            .conflict, "Somebody else did the same at the same time.",
            remedy: "Run the command again.")
    }

    /// The change that puts `bytes` at `path`.
    package func writing(
        _ bytes: [UInt8], to path: String
    ) throws(RegistryError) -> TreeChange {
        try translate(path) { () throws(GitError) in
            .put(path, .file, try catalog.repository.writeBlob(bytes))
        }
    }

    private func draft(
        _ proposal: MainCommit, onto snapshot: Snapshot, by identity: Identity
    ) throws(RegistryError) -> ObjectID {
        try translate("the commit") { () throws(GitError) in
            let tree = try catalog.repository.rewrite(snapshot.tree, proposal.changes)
            guard tree != snapshot.tree else { return snapshot.commit }
            return try catalog.repository.writeCommit(
                CommitDraft(
                    tree: tree, parents: [snapshot.commit], author: identity,
                    committer: identity, message: proposal.message))
        }
    }
}

/// Tries to be the next to move a ref, and how patient they still are.
private struct Race {
    private var losses = 0
    /// Each loss means that somebody won, so a crowd of this size gets through.
    private static let mostLosses = 50
    /// In milliseconds.
    private static let longestWait = 2_000

    /// Waits for a random while, longer after each loss, so that a crowd spreads out.
    mutating func lost(to winner: RegistryError) async throws(RegistryError) {
        losses += 1
        guard losses < Self.mostLosses else { throw winner }
        let longest = min(Self.longestWait, 25 << min(losses, 10))
        do {
            try await Task.sleep(for: .milliseconds(Int.random(in: 0...longest)))
        } catch {
            throw winner
        }
    }
}
