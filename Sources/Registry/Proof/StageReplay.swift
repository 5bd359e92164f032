import FoundationEssentials
import Git
import RegistryCore

/// Replays one stage of one model from its open commit on, asking the judge at every step.
struct StageReplay {
    let catalog: Catalog
    let stage: StageName
    let model: ModelName
    /// `main` as it is now.
    let snapshot: Snapshot

    /// What the replay came to.
    struct Result {
        var transitions: [VerifiedTransition] = []
        var objections: [Objection] = []
        var records: [VersionRecord] = []
    }

    func run() async throws(RegistryError) -> Result {
        var result = Result()
        var tip: ObjectID?
        var lastPolicy: ObjectID?
        for entry in try catalog.stageLog(stage, model).reversed() {
            defer { tip = entry.commit.id }
            guard tip != nil else {
                if try !catalog.isOpenCommit(entry.commit.id, at: snapshot) {
                    result.objections.append(
                        object(.transitionInvalid, "does not begin with an open commit"))
                }
                continue
            }
            let circumstances: Circumstances
            do throws(RegistryError) {
                circumstances = try self.circumstances(of: entry, after: lastPolicy)
            } catch {
                result.objections += error.objections.map { located($0, entry) }
                continue
            }
            lastPolicy = circumstances.policy
            await replay(entry, onto: tip, circumstances, into: &result)
        }
        return result
    }

    /// When and by whom a transition was made, and under which policy.
    private struct Circumstances {
        let received: Date
        let actor: Person?
        let policy: ObjectID
        /// Whether the audit log says so, and not the commit itself.
        let isTimed: Bool
    }

    private func circumstances(
        of entry: StageEntry, after last: ObjectID?
    ) throws(RegistryError) -> Circumstances {
        if let receipt = try catalog.receipt(.transition(stage, model, entry.commit.id)) {
            return Circumstances(
                received: receipt.received, actor: receipt.actor, policy: receipt.policy,
                isTimed: true)
        }
        let transition = try catalog.commit(entry.transition)
        let claim = Trailers(message: transition.message)["Policy"].last
            .flatMap { ObjectID(parsing: $0) }
        guard let policy = claim, try catalog.isAncestorIfPresent(policy, of: snapshot.commit)
        else {
            throw RegistryError([
                object(
                    .unproven, "names no policy on main, and no audit log tells which was in force")
            ])
        }
        if let last, try !catalog.isAncestor(last, of: policy) {
            throw RegistryError([object(.unproven, "claims a policy older than its predecessor's")])
        }
        return Circumstances(
            received: entry.commit.committer.date, actor: nil, policy: policy, isTimed: false)
    }

    private func replay(
        _ entry: StageEntry, onto tip: ObjectID?, _ circumstances: Circumstances,
        into result: inout Result
    ) async {
        var approvers: [Person] = []
        var objections: [Objection] = []
        do throws(RegistryError) {
            let past = try catalog.snapshot(at: circumstances.policy)
            let checked = try catalog.readTransition(
                entry.commit.id, of: stage, model, onto: tip, at: past)
            let verdict = try await judge(checked, circumstances, at: past)
            approvers = verdict.approvers
            objections = verdict.objections
            if let record = checked.record { result.records.append(record) }
        } catch {
            objections = error.objections
        }
        result.objections += objections.map { located($0, entry) }
        result.transitions.append(
            VerifiedTransition(
                model: model, stage: stage, kind: entry.kind, version: entry.version,
                commit: entry.commit.id, approvers: approvers, signed: objections.isEmpty,
                timed: circumstances.isTimed, actor: circumstances.actor,
                received: circumstances.received))
    }

    /// Asks the judge what it was asked then: the same policy, and nothing that came later.
    private func judge(
        _ checked: CheckedTransition, _ circumstances: Circumstances, at past: Snapshot
    ) async throws(RegistryError) -> Verdict {
        let policy = try catalog.policy(at: past)
        // Whether the bytes were there then is asked again, with --bytes, of the store itself.
        var evidence = try await catalog.evidence(
            on: checked, actor: circumstances.actor, now: circumstances.received, at: past,
            checks: [.integrity: .passed])
        evidence.decisions.removeAll { $0.received > circumstances.received }
        for other in evidence.history.keys where other != stage {
            evidence.history[other] = try shownBefore(circumstances.received, in: other)
        }
        return policy.verdict(on: checked.transition, given: evidence)
    }

    private func shownBefore(
        _ instant: Date, in other: StageName
    ) throws(RegistryError) -> Set<VersionNumber> {
        var shown: Set<VersionNumber> = []
        for entry in try catalog.stageLog(other, model) {
            let receipt = try catalog.receipt(.transition(other, model, entry.commit.id))
            if (receipt?.received ?? entry.commit.committer.date) <= instant,
                let version = entry.version
            {
                shown.insert(version)
            }
        }
        return shown
    }

    private func located(_ objection: Objection, _ entry: StageEntry) -> Objection {
        let version = entry.version.map { "@\($0)" } ?? ""
        return Objection(
            objection.code,
            "\(model)\(version) in \(stage) (\(entry.commit.id)): \(objection.message)",
            remedy:
                "Nothing that runs may rely on it. Look at `cairn log \(model) --stage \(stage)`.")
    }

    private func object(_ code: ErrorCode, _ what: String) -> Objection {
        Objection(
            code, "\(stage) of \(model) \(what).",
            remedy: "Fetch the audit log: git fetch origin 'refs/audit/*:refs/audit/*'")
    }
}
