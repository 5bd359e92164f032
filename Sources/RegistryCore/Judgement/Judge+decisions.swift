extension Policy {
    /// Why a decision could never count for this transition; `nil` when it can.
    ///
    /// Told to the signer before anything is pushed, and to whoever pushes it all the same.
    package func objection(
        to decision: Decision, on transition: Transition, given evidence: Evidence
    ) -> Objection? {
        guard let rules = rules(for: transition.stage) else {
            return unknownStage(transition.stage)
        }
        // A retirement has no candidate, asks for no approval and heeds no veto.
        guard let candidate = evidence.candidate else { return nil }
        let objections = candidate.subjects.map { subject in
            StageJudge(
                policy: self, rules: rules, transition: transition, evidence: evidence,
                candidate: candidate, subject: subject
            )
            .objection(to: decision)
        }
        return objections.contains(nil) ? nil : objections.first ?? nil
    }
}

extension StageJudge {
    func objection(to decision: Decision) -> Objection? {
        switch decision.verb {
        case .revoke: nil
        case .reject: mayVeto(decision.person) ? nil : outsider(decision.person, may: "reject")
        case .approve: objection(toApprovalBy: decision.person)
        }
    }

    private func objection(toApprovalBy person: Person) -> Objection? {
        let demands = matching(rules.approvals)
        guard !demands.isEmpty else { return nil }
        if excludedPeople().contains(person) {
            return Objection(
                .approvalInvalid,
                "The approval of \(person) can't count: author or proposer of the version.",
                remedy: "Ask somebody else to approve; \(transition.stage) separates the two.")
        }
        guard demands.contains(where: { policy.covers($0.from, person) }) else {
            return outsider(person, may: "approve")
        }
        return nil
    }

    private func outsider(_ person: Person, may verb: String) -> Objection {
        let groups = matching(rules.approvals).map(\.from.description).joined(separator: ", ")
        return Objection(
            .approvalInvalid,
            "\(person) may not \(verb) for \(transition.stage): it asks "
                + "\(groups.isEmpty ? "maintainers" : groups).",
            remedy: "Ask one of them, or an admin to change the groups in registry.yaml.")
    }
}
