import Artifacts
package import FoundationEssentials
import Git
package import RegistryCore

/// One open proposal and what it lacks.
package struct PendingProposal: Encodable, Sendable {
    package let model: ModelName
    package let stage: StageName
    package let kind: Transition.Kind?
    package let version: VersionNumber?
    package let proposal: ObjectID
    /// Who proposed it, by the commit's own word.
    package let proposer: String
    package let proposed: Date
    package let approvers: [Person]
    package let objections: [Objection]
}

extension Workspace {
    /// Every open proposal, with what the judge still objects to.
    ///
    /// - Parameter mine: Only those I proposed, or could decide on.
    package func pending(mine: Bool) async throws(RegistryError) -> [PendingProposal] {
        let snapshot = try catalog.snapshot()
        let policy = try catalog.policy(at: snapshot)
        let user = mine ? try await session.user() : nil
        var found: [PendingProposal] = []
        for (ref, id) in try await catalog.refs(under: "refs/heads/promote/") {
            guard case .proposal(let stage, let model) = ref else { continue }
            if let user, try !concerns(user, id, stage, policy) { continue }
            found.append(
                try await catalog.pending(
                    id, stage, model, at: snapshot, now: session.now, in: try registryStore))
        }
        return found
    }

    private func concerns(
        _ user: Person, _ proposal: ObjectID, _ stage: StageName, _ policy: Policy
    ) throws(RegistryError) -> Bool {
        let commit = try catalog.commit(proposal)
        let demands = policy.rules(for: stage)?.approvals?.entries ?? []
        return commit.committer.email.lowercased() == user.description
            || demands.contains { policy.covers($0.rule.from, user) }
    }
}

extension Catalog {
    /// One proposal, with what the judge says of it now.
    ///
    /// - Parameter store: Where its artifacts must be; `nil` if that can't be told here.
    func pending(
        _ id: ObjectID, _ stage: StageName, _ model: ModelName, at snapshot: Snapshot, now: Date,
        in store: (any ArtifactStore)?
    ) async throws(RegistryError) -> PendingProposal {
        let commit = try commit(id)
        do throws(RegistryError) {
            let checked = try readTransition(
                id, of: stage, model, onto: try tip(.stage(stage, model)), at: snapshot)
            let verdict = try policy(at: snapshot).verdict(
                on: checked.transition,
                given: try await evidence(
                    on: checked, actor: nil, now: now, at: snapshot, in: store))
            return PendingProposal(
                model: model, stage: stage, kind: checked.transition.kind,
                version: checked.transition.version, proposal: id, proposer: commit.committer.email,
                proposed: commit.committer.date, approvers: verdict.approvers,
                objections: verdict.objections)
        } catch {
            return PendingProposal(
                model: model, stage: stage, kind: nil,
                version: try versionNumber(of: model, in: commit.tree), proposal: id,
                proposer: commit.committer.email, proposed: commit.committer.date, approvers: [],
                objections: error.objections)
        }
    }
}
