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
    /// A policy to ask as well, of the same evidence as that which was in force.
    var trial: Policy?

    /// What the replay came to.
    struct Result: Sendable {
        var transitions: [VerifiedTransition] = []
        var objections: [Objection] = []
        var records: [VersionRecord] = []
        /// What was said against each transition that was refused.
        var refused: [ObjectID: [Objection]] = [:]
        /// What the policy on trial says against each transition that can be judged at all.
        var tried: [ObjectID: [Objection]] = [:]
    }

    /// - Parameter wanted: The only entries to ask the judge about; `nil`: all.
    func run(only wanted: Set<ObjectID>? = nil) async throws(RegistryError) -> Result {
        var result = Result()
        let log = Array(try catalog.stageLog(stage, model).reversed())
        guard let first = log.first else { return result }
        if try !catalog.isOpenCommit(first.commit.id, at: snapshot) {
            result.objections.append(
                object(.transitionInvalid, "does not begin with an open commit"))
        }
        var lastPolicy: ObjectID?
        for (index, entry) in log.enumerated().dropFirst() {
            let next = log.dropFirst(index + 1).first
            if let wanted, !wanted.contains(entry.commit.id) {
                let passed = try? circumstances(of: entry, after: lastPolicy, before: next)
                lastPolicy = passed?.policy ?? lastPolicy
                continue
            }
            let replayed = await replay(
                entry, onto: log[index - 1].commit.id, after: lastPolicy, before: next)
            lastPolicy = replayed.policy ?? lastPolicy
            result.objections += replayed.objections.map { located($0, entry) }
            if !replayed.objections.isEmpty {
                result.refused[entry.commit.id] = replayed.objections
            }
            result.tried[entry.commit.id] = replayed.tried
            result.transitions.append(replayed.transition)
            if let record = replayed.record { result.records.append(record) }
        }
        return result
    }

    /// One transition, asked about again.
    private struct Replayed {
        var transition: VerifiedTransition
        var policy: ObjectID?
        var record: VersionRecord?
        var objections: [Objection]
        var tried: [Objection]?
    }

    /// When and by whom a transition was made, and under which policy.
    private struct Circumstances {
        let received: Date
        let actor: Person?
        let policy: ObjectID
        /// Whether the audit log says so, and not the commit itself.
        let isTimed: Bool
        /// Without a log: when the transition claims to have been complete, if it tells.
        var completed: Date?
    }

    private func circumstances(
        of entry: StageEntry, after last: ObjectID?, before next: StageEntry?
    ) throws(RegistryError) -> Circumstances {
        if let receipt = try catalog.receipt(
            .transition(stage, model, entry.commit.id), at: snapshot)
        {
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
            received: entry.commit.committer.date, actor: nil, policy: policy, isTimed: false,
            completed: try completed(entry, before: next))
    }

    /// When a transition was complete at the latest, by what commits say: its merge, or the next
    /// transition, which already stands on it.
    private func completed(
        _ entry: StageEntry, before next: StageEntry?
    ) throws(RegistryError) -> Date? {
        if entry.transition != entry.commit.id { return entry.commit.committer.date }
        return try next.map { next throws(RegistryError) in
            try catalog.commit(next.transition).committer.date
        }
    }

    private func replay(
        _ entry: StageEntry, onto tip: ObjectID, after last: ObjectID?, before next: StageEntry?
    ) async -> Replayed {
        do {
            let circumstances = try circumstances(of: entry, after: last, before: next)
            let past = try catalog.snapshot(at: circumstances.policy, sharing: snapshot)
            let checked = try catalog.readTransition(
                entry.commit.id, of: stage, model, onto: tip, at: past)
            let evidence = try await evidence(on: checked, circumstances, at: past)
            let policy = try catalog.policy(at: past)
            let verdict = policy.verdict(on: checked.transition, given: evidence)
            let review = try await review(of: verdict, on: checked, circumstances, evidence, past)
            let forged = verdict.isAllowed ? [] : try await worthless(checked, circumstances, past)
            return Replayed(
                transition: verified(entry, circumstances, verdict, review),
                policy: circumstances.policy,
                record: checked.record, objections: verdict.objections + forged,
                tried: trial?.verdict(on: checked.transition, given: evidence).objections)
        } catch {
            return Replayed(
                transition: verified(entry, nil, nil, nil), policy: nil, record: nil,
                objections: RegistryError(any: error).objections)
        }
    }

    /// Why tags that look like decisions on a refused transition are none.
    private func worthless(
        _ checked: CheckedTransition, _ circumstances: Circumstances, _ past: Snapshot
    ) async throws(RegistryError) -> [Objection] {
        let now = circumstances.received
        return try await catalog.decisions(on: checked, now: now, at: past).compactMap(\.objection)
            + catalog.reports(on: checked, now: now, at: past).compactMap(\.objection)
    }

    private func verified(
        _ entry: StageEntry, _ circumstances: Circumstances?, _ verdict: Verdict?,
        _ review: GlassReview?
    ) -> VerifiedTransition {
        VerifiedTransition(
            model: model, stage: stage, kind: entry.kind, version: entry.version,
            commit: entry.commit.id, approvers: verdict?.approvers ?? [],
            signed: verdict?.isAllowed ?? false, timed: circumstances?.isTimed ?? false,
            actor: circumstances?.actor,
            received: circumstances?.received ?? entry.commit.committer.date,
            broken: verdict?.broken, review: review)
    }

    /// What the judge had before it then: nothing that came later.
    private func evidence(
        on checked: CheckedTransition, _ circumstances: Circumstances, at past: Snapshot
    ) async throws(RegistryError) -> Evidence {
        // Whether the bytes were there then is asked again, with --bytes, of the store itself; what
        // the registry's own checks found then, nobody signed.
        var evidence = try await catalog.evidence(
            on: checked, actor: circumstances.actor, now: circumstances.received, at: past,
            checks: Dictionary(uniqueKeysWithValues: CheckName.own.map { ($0, .passed) }),
            signedUntil: circumstances.completed)
        // The transition's own date is that of the proposal, which every approval follows.
        if circumstances.isTimed {
            evidence.decisions.removeAll { $0.received > circumstances.received }
            evidence.reports.removeAll { $0.received > circumstances.received }
            for other in evidence.history.keys where other != stage {
                evidence.history[other] = try shownBefore(circumstances.received, in: other)
            }
        }
        return evidence
    }

    /// Whether the breaking of the glass was reviewed, by what was signed until now.
    private func review(
        of verdict: Verdict, on checked: CheckedTransition, _ circumstances: Circumstances,
        _ evidence: Evidence, _ past: Snapshot
    ) async throws(RegistryError) -> GlassReview? {
        guard let broken = verdict.broken else { return nil }
        // Receipts of later decisions are in the log of today, and so are the keys that made them.
        var evidence = evidence
        evidence.decisions = try await catalog.decisions(
            on: checked, now: circumstances.received, at: snapshot
        ).compactMap(\.decision)
        return try catalog.policy(at: past)
            .review(of: broken, on: checked.transition, given: evidence)
    }

    private func shownBefore(
        _ instant: Date, in other: StageName
    ) throws(RegistryError) -> Set<VersionNumber> {
        var shown: Set<VersionNumber> = []
        for entry in try catalog.stageLog(other, model) {
            let receipt = try catalog.receipt(
                .transition(other, model, entry.commit.id), at: snapshot)
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
