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
        guard transition.kind == .promote, let candidate = evidence.candidate else {
            return Objection(
                .approvalInvalid,
                transition.kind == .retire
                    ? "Nobody is asked about a retirement." : "Nobody is asked about a rollback.",
                remedy: "Have somebody complete it who has the role for it.")
        }
        let objections = candidate.subjects.map { subject in
            StageJudge(
                policy: self, rules: rules, transition: transition, evidence: evidence,
                candidate: candidate, subject: subject
            )
            .objection(to: decision)
        }
        // The glass of every rule must be broken, and an approval may serve one of them.
        guard decision.verb != .breakGlass else { return objections.compactMap(\.self).first }
        return objections.contains(nil) ? nil : objections.first ?? nil
    }
}

extension Policy {
    /// What whoever approves a promotion of `candidate` to `stage` has to look at, each point once.
    package func checklist(of candidate: Candidate, for stage: StageName) -> [ChecklistRule] {
        let rules = rules(for: stage)
        var points: [ChecklistRule] = []
        for point in candidate.subjects.flatMap({ rules?.checklist?.matching($0) ?? [] })
        where !points.contains(point) {
            points.append(point)
        }
        return points
    }
}

extension StageJudge {
    func objection(to decision: Decision) -> Objection? {
        let standing = standing(of: decision.person)
        return switch decision.verb {
        case .revoke: standing == nil ? nothingStands(of: decision.person) : nil
        case .reject: mayVeto(decision.person) ? nil : outsider(decision.person, may: "reject")
        case .approve where standing?.verb == .reject, .breakGlass where standing?.verb == .reject:
            stillRejects(decision.person)
        case .approve where hasExpired(decision), .breakGlass where hasExpired(decision):
            expired(decision)
        case .approve: objection(toApproval: decision)
        case .breakGlass: objection(toBreakingBy: decision.person)
        }
    }

    private func objection(toBreakingBy person: Person) -> Objection? {
        guard let rule = matching(rules.breakGlass).max(by: { $0.by < $1.by }) else {
            return Objection(
                .approvalInvalid, "Nobody may break the glass of \(transition.stage).",
                remedy: "Mend what stands in the way, or have an admin allow it in registry.yaml: "
                    + "break_glass: {by: admin, review_within: 3d}.")
        }
        guard !policy.allows(person, rule.by, in: transition.model.namespace) else { return nil }
        return Objection(
            .roleMissing,
            "\(person) may not break the glass of \(transition.stage): that takes the role "
                + "\(rule.by).", remedy: "Ask somebody with that role.")
    }

    private func objection(toApproval approval: Decision) -> Objection? {
        let person = approval.person
        if excludedPeople().contains(person) {
            return Objection(
                .approvalInvalid,
                "The approval of \(person) can't count: author or proposer of the version.",
                remedy: "Ask somebody else to approve; \(transition.stage) separates the two.")
        }
        let demands = matching(rules.approvals)
        guard demands.contains(where: { policy.covers($0.from, person) }) else {
            return demands.isEmpty ? nobodyAsked() : outsider(person, may: "approve")
        }
        return unlisted(approval.checked) ?? incomplete(approval)
    }

    private func unlisted(_ checked: [ChecklistText]) -> Objection? {
        let items = matching(rules.checklist).map(\.item)
        guard let unknown = checked.first(where: { !items.contains($0) }) else { return nil }
        let meant = nearest(to: "\(unknown)", among: items.map(\.description))
        let known = items.map { "'\($0)'" }.joined(separator: ", ")
        return Objection(
            .approvalInvalid, "The checklist of \(transition.stage) has no '\(unknown)'.",
            remedy: meant.map { "Did you mean '\($0)'?" }
                ?? (items.isEmpty ? "Tick nothing: it has no points." : "It has \(known)."))
    }

    private func incomplete(_ approval: Decision) -> Objection? {
        flaw(of: approval).map { flaw in
            Objection(
                .approvalInvalid, "The approval of \(approval.person) \(flaw).",
                remedy: "Look at it, then sign again with `--check '<item>'` for each, and "
                    + "`--evidence` where it is demanded.")
        }
    }

    private func nothingStands(of person: Person) -> Objection {
        Objection(
            .approvalInvalid, "\(person) has decided nothing here that could be revoked.",
            remedy: "Look at `cairn pending` for who decided what.")
    }

    private func stillRejects(_ person: Person) -> Objection {
        Objection(
            .approvalInvalid, "\(person) rejected this proposal, and that stands until revoked.",
            remedy: "Run `cairn revoke \(transition.model) --stage \(transition.stage)` first.")
    }

    private func expired(_ decision: Decision) -> Objection {
        Objection(
            .approvalInvalid, "The approval of \(decision.person) has expired already.",
            remedy: "Sign one that expires later.")
    }

    private func nobodyAsked() -> Objection {
        Objection(
            .approvalInvalid, "\(transition.stage) asks for no approval of this model.",
            remedy: "Complete the proposal, or have an admin ask for approvals in registry.yaml.")
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
