extension Policy {
    /// Whether `transition` may happen, and otherwise everything that stands in its way.
    ///
    /// Pure: the hook, the server, the dry run, a CI job and the offline proof ask this one.
    package func verdict(on transition: Transition, given evidence: Evidence) -> Verdict {
        guard let rules = rules(for: transition.stage) else {
            return Verdict(objections: [unknownStage(transition.stage)])
        }
        switch transition.kind {
        case .retire, .rollback:
            let role = StageJudge.role(rules.rollback, default: .maintainer, evidence)
            return Verdict(
                objections: missingRole(role, for: transition, evidence) + withdrawn(evidence))
        case .promote:
            return StageJudge(
                policy: self, rules: rules, transition: transition, evidence: evidence
            )
            .verdict()
        }
    }

    /// The objection to a stage that the policy does not list.
    package func unknownStage(_ stage: StageName) -> Objection {
        let known = stages.map(\.name.description).joined(separator: ", ")
        return Objection(
            .stageMissing, "The policy has no stage '\(stage)'.",
            remedy: "Use one of \(known), or add it to registry.yaml.")
    }

    func missingRole(_ role: Role, for transition: Transition, _ evidence: Evidence) -> [Objection]
    {
        guard let actor = evidence.actor,
            !allows(actor, role, in: transition.model.namespace)
        else { return [] }
        let held = self.role(of: actor, in: transition.model.namespace)?.rawValue ?? "no role"
        return [
            Objection(
                .roleMissing,
                "\(actor) may not \(transition.kind) in \(transition.stage): that takes the role "
                    + "\(role) in \(transition.model.namespace), and \(actor) has \(held).",
                remedy:
                    "Ask somebody with that role, or an admin to change access in registry.yaml.")
        ]
    }

    func withdrawn(_ evidence: Evidence) -> [Objection] {
        guard let candidate = evidence.candidate, candidate.annotations?.state == .yanked else {
            return []
        }
        return [
            Objection(
                .versionYanked, "\(candidate.model.name)@\(candidate.version.version) is yanked.",
                remedy: "Choose another version.")
        ]
    }
}

/// The gates of one stage, asked about one promotion.
struct StageJudge {
    let policy: Policy
    let rules: StageRules
    let transition: Transition
    let evidence: Evidence

    static func role(_ rules: Rules<RoleRule>?, default role: Role, _ evidence: Evidence) -> Role {
        guard let subject = (evidence.candidate ?? evidence.held)?.subject else { return role }
        return rules?.matching(subject).map(\.by).max() ?? role
    }

    func verdict() -> Verdict {
        guard let candidate = evidence.candidate else {
            return Verdict(objections: [
                Objection(
                    .versionMissing, "The version to promote could not be read.",
                    remedy: "Run `cairn doctor`.")
            ])
        }
        let role = Self.role(rules.promote, default: .contributor, evidence)
        var objections = policy.missingRole(role, for: transition, evidence)
        objections += policy.withdrawn(evidence) + archived(candidate) + skippedStage()
        var notes: [String] = []
        var approvers: [Person] = []
        // A stage with its own `when` demands nothing further of models that do not meet it.
        if rules.when?.matches(candidate.subject) ?? true {
            let count = countApprovals(candidate)
            let metrics = judgeMetrics(candidate)
            approvers = count.approvers
            notes = metrics.notes + count.notes
            objections += count.objections + judgeRecord(candidate) + metrics.objections
            objections += judgeFairness(candidate) + judgeChecks() + frozen()
        }
        return Verdict(objections: objections, notes: notes, approvers: approvers)
    }

    /// The rules of one kind that hold for this model.
    func matching<Rule>(_ rules: Rules<Rule>?) -> [Rule] {
        guard let subject = evidence.candidate?.subject else { return [] }
        return rules?.matching(subject) ?? []
    }

    private func archived(_ candidate: Candidate) -> [Objection] {
        guard candidate.annotations?.state == .archived else { return [] }
        return [
            Objection(
                .versionArchived,
                "\(candidate.model.name)@\(candidate.version.version) is archived.",
                remedy: "Set it active first: cairn annotate "
                    + "\(candidate.model.name)@\(candidate.version.version) --state active")
        ]
    }

    private func skippedStage() -> [Objection] {
        guard let before = rules.after,
            evidence.history[before]?.contains(transition.version) != true
        else { return [] }
        let reference = "\(transition.model)@\(transition.version)"
        return [
            Objection(
                .stageSkipped,
                "\(reference) has not been in \(before), which comes before "
                    + "\(transition.stage).",
                remedy: "Run `cairn promote \(reference) --to \(before)` first.")
        ]
    }

    private func judgeChecks() -> [Objection] {
        matching(rules.checks).compactMap { check in
            switch evidence.checks[check] {
            case .passed: nil
            case .failed(let reason):
                Objection(
                    .checkFailed, "The check '\(check)' failed: \(reason)",
                    remedy: "Mend what it found and register a new version.")
            case nil:
                Objection(
                    .checkMissing, "The check '\(check)' has no result for this proposal.",
                    remedy: "Have the check report its result, or take it out of registry.yaml.")
            }
        }
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
