import Artifacts
import FoundationEssentials
import Git
package import RegistryCore

extension Workspace {
    /// Everything there is to say about the version that a reference names.
    package func show(_ reference: RegistryCore.Reference) async throws(RegistryError)
        -> VersionReport
    {
        let snapshot = try catalog.snapshot()
        let record = try catalog.resolve(reference, at: snapshot)
        return try catalog.report(
            on: record, at: snapshot,
            approvals: try await catalog.approvals(
                of: record, at: snapshot, now: session.now, in: try registryStore))
    }
}

extension Catalog {
    /// Everything there is to say about a version.
    func report(
        on record: VersionRecord, at snapshot: Snapshot, approvals: [ApprovalReport]? = nil
    ) throws(RegistryError) -> VersionReport {
        let manifest =
            try model(record.model, in: snapshot.tree) ?? ModelManifest(name: record.model)
        var stages: [StageName] = []
        for stage in try policy(at: snapshot).stages.map(\.name)
        where try shownVersion(stage, record.model) == record.number {
            stages.append(stage)
        }
        return VersionReport(
            record: record, model: manifest,
            annotations: try annotations(record.model, record.number, in: snapshot.tree),
            stages: stages, aliases: manifest.aliases(of: record.number), approvals: approvals,
            artifacts: record.files)
    }

    /// What was signed about a version, for one stage after the other.
    ///
    /// - Parameters:
    ///   - now: The time at which open proposals are judged.
    ///   - store: Where artifacts must be; `nil` if that can't be told here.
    func approvals(
        of record: VersionRecord, at snapshot: Snapshot, now: Date,
        in store: (any ArtifactStore)?
    ) async throws(RegistryError) -> [ApprovalReport] {
        var approvals: [ApprovalReport] = []
        for stage in try policy(at: snapshot).stages.map(\.name) {
            approvals += try await ApprovalReader(
                catalog: self, stage: stage, record: record, snapshot: snapshot, now: now,
                store: store
            ).approvals()
        }
        return approvals
    }
}

extension ModelManifest {
    /// What a version is called besides its number.
    func aliases(of number: VersionNumber) -> [AliasName] {
        (aliases ?? [:]).filter { $0.value == number }.keys.sorted()
    }
}

/// Reads every decision that was signed about one version for one stage.
private struct ApprovalReader {
    let catalog: Catalog
    let stage: StageName
    let record: VersionRecord
    let snapshot: Snapshot
    let now: Date
    let store: (any ArtifactStore)?

    private var model: ModelName { record.model }

    /// The decisions, by proposal in the order of their dates, then by person and number.
    func approvals() async throws(RegistryError) -> [ApprovalReport] {
        let proposals = try await proposals()
        guard !proposals.isEmpty else { return [] }
        let counted = try await counted()
        var reports: [ApprovalReport] = []
        for proposal in proposals {
            guard let checked = try transition(proposal) else { continue }
            let decisions = try await catalog.decisions(
                on: checked, now: now, at: snapshot)
            let found = try self.reports(decisions, approvers: counted[checked.commit.id] ?? [])
            reports.append(contentsOf: found)
        }
        return reports
    }

    /// The proposal as it was when it was made: a stage that moved on makes it stale, not unread.
    private func transition(_ proposal: Commit) throws(RegistryError) -> CheckedTransition? {
        let base = proposal.parents.first
        let tip = try isOpen(base) ? nil : base
        return try? catalog.readTransition(proposal.id, of: stage, model, onto: tip, at: snapshot)
    }

    private func isOpen(_ base: ObjectID?) throws(RegistryError) -> Bool {
        guard let base else { return false }
        return try catalog.commit(base).parents.isEmpty
    }

    /// Every commit that somebody signed something about and that brings this version: tags stay
    /// when a proposal is completed, replaced or withdrawn.
    private func proposals() async throws(RegistryError) -> [Commit] {
        var found: [ObjectID: Commit] = [:]
        for (ref, _) in try await catalog.refs(under: "refs/tags/approvals/\(stage)/\(model)/") {
            guard case .approval(let name) = ref, found[name.proposal] == nil else { continue }
            let commit = try catalog.commit(name.proposal)
            let version = try catalog.versionNumber(of: model, in: commit.tree)
            if version == record.number { found[name.proposal] = commit }
        }
        return found.values.sorted {
            ($0.committer.seconds, "\($0.id)") < ($1.committer.seconds, "\($1.id)")
        }
    }

    /// Whose approval counted when the stage moved, and whose would count if it moved now, by the
    /// proposal; a proposal that came to nothing is not among them.
    private func counted() async throws(RegistryError) -> [ObjectID: [Person]] {
        let replay = StageReplay(
            catalog: catalog, stage: stage, model: model, snapshot: snapshot)
        let verified = try await replay.run().transitions
        var counted: [ObjectID: [Person]] = [:]
        if let open = try catalog.tip(.proposal(stage, model)) {
            let proposal = try await catalog.pending(
                open, stage, model, at: snapshot, now: now, in: store)
            counted[open] = proposal.approvers
        }
        for entry in try catalog.stageLog(stage, model) {
            let transition = verified.first { $0.commit == entry.commit.id }
            counted[entry.transition] = transition?.approvers
        }
        return counted
    }

    private func reports(
        _ decisions: [ReadDecision], approvers: [Person]
    ) throws(RegistryError) -> [ApprovalReport] {
        var reports: [ApprovalReport] = []
        for decision in decisions {
            reports.append(try report(decision, among: decisions, approvers: approvers))
        }
        return reports.sorted { ($0.person, $0.number) < ($1.person, $1.number) }
    }

    private func report(
        _ read: ReadDecision, among all: [ReadDecision], approvers: [Person]
    ) throws(RegistryError) -> ApprovalReport {
        let name = read.name
        let last = all.filter { $0.name.person == name.person }.map(\.name.number).max()
        return ApprovalReport(
            stage: stage, proposal: name.proposal, person: name.person, number: name.number,
            decision: read.decision?.verb,
            received: try catalog.receipt(.approval(name), at: snapshot)?.received,
            expires: read.decision?.expires, fingerprint: read.decision?.fingerprint,
            counted: read.decision?.verb == .approve && name.number == last
                && approvers.contains(name.person),
            evidence: read.decision?.evidence ?? [], checked: read.decision?.checked ?? [],
            objection: read.objection)
    }
}
