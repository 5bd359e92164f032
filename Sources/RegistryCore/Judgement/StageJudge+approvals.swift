import FoundationEssentials

extension StageJudge {
    /// Who approved, whether that is enough, and who stands against it.
    func countApprovals() -> Verdict {
        let demands = matching(rules.approvals)
        let standing = standingDecisions()
        let rejections = standing.filter { $0.verb == .reject && mayVeto($0.person) }
        let excluded = excludedPeople()
        let valid = standing.filter { $0.verb == .approve && !hasExpired($0) }
        let counted = valid.filter { flaw(of: $0) == nil }.map(\.person).filter { person in
            !excluded.contains(person) && demands.contains { policy.covers($0.from, person) }
        }
        var verdict = Verdict(approvers: counted)
        verdict.objections = rejections.map(veto)
        verdict.objections += demands.compactMap { demand in
            shortfall(demand, counted: counted, given: valid, excluded: excluded)
        }
        verdict.notes = standing.filter { $0.verb == .approve && hasExpired($0) }
            .map { "The approval of \($0.person) has expired." }
        return verdict
    }

    /// What each person said last, in the order of their names.
    func standingDecisions() -> [Decision] {
        Dictionary(grouping: evidence.decisions, by: \.person).values
            .compactMap(lastWord).sorted { $0.person < $1.person }
    }

    /// What `person` said last, if anything of it stands.
    func standing(of person: Person) -> Decision? {
        lastWord(evidence.decisions.filter { $0.person == person })
    }

    /// What one person's decisions come to in the order of their numbers: a rejection stands until
    /// it is revoked, whatever is approved after it.
    ///
    /// A gap voids an approval, but no rejection: else whoever can delete a tag could lift a veto.
    private func lastWord(_ decisions: [Decision]) -> Decision? {
        let ordered = decisions.sorted { ($0.number, $0.weight) < ($1.number, $1.weight) }
        var standing: Decision?
        for decision in ordered {
            switch decision.verb {
            case .revoke: standing = nil
            case .reject: standing = decision
            case .approve, .breakGlass: if standing?.verb != .reject { standing = decision }
            }
        }
        let isComplete = zip(1..., ordered).allSatisfy { $0 == $1.number }
        return isComplete || standing?.verb == .reject ? standing : nil
    }

    /// Whose approval does not count, whatever group they are in.
    func excludedPeople() -> Set<Person> {
        let separations = matching(rules.separation)
        let separates = separations.isEmpty || separations.contains(true)
        return separates ? candidate.authors.union(evidence.proposers) : []
    }

    func hasExpired(_ decision: Decision) -> Bool {
        let spans = matching(rules.approvalsExpire).map(\.seconds)
        let limit = spans.min().map { decision.received.addingTimeInterval(Double($0)) }
        return [limit, decision.expires].compactMap(\.self).contains { $0 <= evidence.now }
    }

    /// A rejection counts from whoever could approve, and from maintainers.
    func mayVeto(_ person: Person) -> Bool {
        matching(rules.approvals).contains { policy.covers($0.from, person) }
            || policy.allows(person, .maintainer, in: transition.model.namespace)
    }

    private func veto(_ decision: Decision) -> Objection {
        Objection(
            .approvalRejected, "\(decision.person) rejected this proposal.",
            remedy:
                "Settle it with \(decision.person), who can run `cairn revoke \(transition.model) "
                + "--stage \(transition.stage)`, or propose another version.")
    }

    /// What keeps an approval from counting, by the stage's checklist.
    func flaw(of approval: Decision) -> String? {
        matching(rules.checklist).flaw(ticking: approval.checked, evidence: approval.evidence)
    }

    private func shortfall(
        _ demand: ApprovalRule, counted: [Person], given: [Decision], excluded: Set<Person>
    ) -> Objection? {
        let fitting = counted.filter { policy.covers(demand.from, $0) }
        guard fitting.count < demand.count else { return nil }
        let noun = demand.count == 1 ? "approval" : "approvals"
        var message =
            "It needs \(demand.count) \(noun) from \(demand.from) and has \(fitting.count)"
        message +=
            fitting.isEmpty ? "." : " (\(fitting.map(\.description).joined(separator: ", ")))."
        let reasons = given.compactMap { uncounted($0, for: demand, excluded: excluded) }
        return Objection(
            .approvalsMissing, ([message] + reasons).joined(separator: " "),
            remedy: "Ask \(demand.from) to run `cairn approve \(transition.model) --stage "
                + "\(transition.stage)`.")
    }

    /// Why an approval that stands is not counted for `demand`, in a sentence.
    private func uncounted(
        _ approval: Decision, for demand: ApprovalRule, excluded: Set<Person>
    ) -> String? {
        let person = approval.person
        if excluded.contains(person) {
            return "\(person) does not count: author or proposer of the version."
        }
        guard policy.covers(demand.from, person) else {
            return "\(person) is not in \(demand.from)."
        }
        return flaw(of: approval).map { "The approval of \(person) \($0)." }
    }
}

extension Decision {
    /// Of two that claim one number, the graver is taken to be later.
    fileprivate var weight: Int { verb == .reject ? 1 : 0 }
}
