import FoundationEssentials

extension StageJudge {
    /// Who approved, whether that is enough, and who stands against it.
    func countApprovals(_ candidate: Candidate) -> Verdict {
        let demands = matching(rules.approvals)
        let standing = standingDecisions()
        let rejections = standing.filter { $0.verb == .reject && mayVeto($0.person) }
        let excluded = excludedPeople(candidate)
        let valid = standing.filter { $0.verb == .approve && !hasExpired($0) }
        let counted = valid.filter { !excluded.contains($0.person) }.map(\.person)
        var verdict = Verdict(approvers: counted.sorted())
        verdict.objections = rejections.map(veto)
        verdict.objections += demands.compactMap { demand in
            shortfall(demand, counted: counted, given: valid.map(\.person), excluded: excluded)
        }
        verdict.notes = standing.filter { $0.verb == .approve && hasExpired($0) }
            .map { "The approval of \($0.person) has expired." }
        return verdict
    }

    /// The highest-numbered decision of each person whose numbers have no gap.
    private func standingDecisions() -> [Decision] {
        Dictionary(grouping: evidence.decisions, by: \.person).values
            .compactMap { decisions in
                let sorted = decisions.sorted { $0.number < $1.number }
                guard sorted.map(\.number) == Array(1...sorted.count) else { return nil }
                return sorted.last
            }
            .sorted { $0.person < $1.person }
    }

    /// Whose approval does not count, whatever group they are in.
    func excludedPeople(_ candidate: Candidate) -> Set<Person> {
        let separations = matching(rules.separation)
        let separates = separations.isEmpty || separations.contains(true)
        return separates ? candidate.authors.union(evidence.proposers) : []
    }

    private func hasExpired(_ decision: Decision) -> Bool {
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

    private func shortfall(
        _ demand: ApprovalRule, counted: [Person], given: [Person], excluded: Set<Person>
    ) -> Objection? {
        let fitting = counted.filter { policy.covers(demand.from, $0) }
        guard fitting.count < demand.count else { return nil }
        let noun = demand.count == 1 ? "approval" : "approvals"
        var message =
            "It needs \(demand.count) \(noun) from \(demand.from) and has \(fitting.count)"
        message +=
            fitting.isEmpty ? "." : " (\(fitting.map(\.description).joined(separator: ", ")))."
        for person in given.filter(excluded.contains) {
            message += " \(person) does not count: author or proposer of the version."
        }
        for person in given.filter({ !excluded.contains($0) && !policy.covers(demand.from, $0) }) {
            message += " \(person) is not in \(demand.from)."
        }
        return Objection(
            .approvalsMissing, message,
            remedy: "Ask \(demand.from) to run `cairn approve \(transition.model) --stage "
                + "\(transition.stage)`.")
    }
}
