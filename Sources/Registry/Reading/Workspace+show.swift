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
            signed: try await catalog.signedReports(
                on: record, at: snapshot, now: session.now, in: try registryStore))
    }
}

extension Catalog {
    /// Everything there is to say about a version.
    func report(
        on record: VersionRecord, at snapshot: Snapshot, signed: SignedReports? = nil
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
            stages: stages, aliases: manifest.aliases(of: record.number), signed: signed,
            artifacts: record.files)
    }

    /// What was signed about a version, for one stage after the other.
    ///
    /// - Parameters:
    ///   - now: The time at which open proposals are judged.
    ///   - store: Where artifacts must be; `nil` if that can't be told here.
    func signedReports(
        on record: VersionRecord, at snapshot: Snapshot, now: Date,
        in store: (any ArtifactStore)?
    ) async throws(RegistryError) -> SignedReports {
        var signed = SignedReports()
        for stage in try policy(at: snapshot).stages.map(\.name) {
            try await SignedReader(
                catalog: self, stage: stage, record: record, snapshot: snapshot, now: now,
                store: store
            ).read(into: &signed)
        }
        return signed
    }
}

extension ModelManifest {
    /// What a version is called besides its number.
    func aliases(of number: VersionNumber) -> [AliasName] {
        (aliases ?? [:]).filter { $0.value == number }.keys.sorted()
    }
}

/// Reads everything that was signed about one version for one stage.
private struct SignedReader {
    let catalog: Catalog
    let stage: StageName
    let record: VersionRecord
    let snapshot: Snapshot
    let now: Date
    let store: (any ArtifactStore)?

    private var model: ModelName { record.model }

    /// By proposal in the order of their dates: decisions then by person and number, checks by name
    /// and number.
    func read(into signed: inout SignedReports) async throws(RegistryError) {
        let proposals = try await proposals()
        guard !proposals.isEmpty else { return }
        let counted = try await counted()
        for proposal in proposals {
            guard let checked = try transition(proposal) else { continue }
            let decisions = try await catalog.decisions(on: checked, now: now, at: snapshot)
            signed.approvals += try reports(
                decisions, approvers: counted[checked.commit.id] ?? [])
            signed.checks += try reports(
                try await catalog.reports(on: checked, now: now, at: snapshot))
        }
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
        var named: Set<ObjectID> = []
        for kind in ["approvals", "checks"] {
            for (ref, _) in try await catalog.refs(under: "refs/tags/\(kind)/\(stage)/\(model)/") {
                switch ref {
                case .approval(let name): named.insert(name.proposal)
                case .check(let tag): named.insert(tag.proposal)
                default: break
                }
            }
        }
        var found: [Commit] = []
        for id in named {
            let commit = try catalog.commit(id)
            let version = try catalog.versionNumber(of: model, in: commit.tree)
            if version == record.number { found.append(commit) }
        }
        return found.sorted {
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

    private func reports(_ found: [ReadReport]) throws(RegistryError) -> [OutsideCheckReport] {
        var reports: [OutsideCheckReport] = []
        for read in found {
            let valid = found.filter { $0.report != nil && $0.tag.check == read.tag.check }
            reports.append(
                OutsideCheckReport(
                    stage: stage, proposal: read.tag.proposal, check: read.tag.check,
                    number: read.tag.number, outcome: read.report?.outcome,
                    person: read.report?.person,
                    received: try catalog.receipt(.check(read.tag), at: snapshot)?.received,
                    fingerprint: read.report?.fingerprint, url: read.report?.url,
                    figures: read.report?.figures ?? [],
                    stands: read.tag.number == valid.map(\.tag.number).max(),
                    objection: read.objection))
        }
        return reports.sorted { ("\($0.check)", $0.number) < ("\($1.check)", $1.number) }
    }
}
