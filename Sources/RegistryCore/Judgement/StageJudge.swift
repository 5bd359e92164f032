/// The gates of one stage, asked about one promotion of a model as `subject` has it.
struct StageJudge {
    let policy: Policy
    let rules: StageRules
    let transition: Transition
    let evidence: Evidence
    let candidate: Candidate
    let subject: Condition.Subject

    /// What no reason can let through: that the bytes are not there, or harm those who load them.
    func judgeBytes() -> Verdict {
        guard rules.when?.matches(subject) ?? true else { return Verdict() }
        return Verdict(objections: judgeChecks { CheckName.ofBytes.contains($0) })
    }

    func verdict() -> Verdict {
        // A stage with its own `when` demands nothing further of models that do not meet it.
        guard rules.when?.matches(subject) ?? true else { return Verdict() }
        var verdict = judgeMetrics()
        let count = countApprovals()
        verdict.approvers = count.approvers
        verdict.notes += count.notes + checkNotes()
        verdict.objections =
            count.objections + judgeRecord() + verdict.objections + judgeFairness()
            + judgeChecks { !CheckName.ofBytes.contains($0) } + frozen()
        return verdict
    }

    /// The rules of one kind that hold for this model.
    func matching<Rule>(_ rules: Rules<Rule>?) -> [Rule] {
        rules?.matching(subject) ?? []
    }

    private func frozen() -> [Objection] {
        matching(rules.freeze).compactMap { rule in
            guard rule.covers(evidence.now) else { return nil }
            if let except = rule.except, let actor = evidence.actor, policy.covers(except, actor) {
                return nil
            }
            return Objection(
                .frozen, "\(transition.stage) is frozen from \(rule.from) to \(rule.to).",
                remedy: rule.except.map { "Wait, or ask \($0) to complete it." }
                    ?? "Wait until the freeze is over.")
        }
    }
}
