extension Policy {
    /// Whether `transition` may happen, and otherwise everything that stands in its way.
    ///
    /// Pure: the hook, the server, the dry run, a CI job and the offline proof ask this one.
    package func verdict(on transition: Transition, given evidence: Evidence) -> Verdict {
        guard let rules = rules(for: transition.stage) else {
            return Verdict(objections: [unknownStage(transition.stage)])
        }
        if transition.kind == .retire {
            return Verdict(
                objections: missingRole(rules.rollback, .maintainer, for: transition, evidence))
        }
        guard let candidate = evidence.candidate else {
            return Verdict(objections: [unreadableVersion(transition)])
        }
        guard transition.kind == .promote else {
            return Verdict(
                objections: missingRole(rules.rollback, .maintainer, for: transition, evidence)
                    + candidate.yanked)
        }
        var verdict = Verdict(
            objections: missingRole(rules.promote, .contributor, for: transition, evidence)
                + candidate.yanked + candidate.archived)
        let judges = candidate.subjects.map { subject in
            StageJudge(
                policy: self, rules: rules, transition: transition, evidence: evidence,
                candidate: candidate, subject: subject)
        }
        var gates = Verdict(objections: skippedStage(rules, transition, evidence))
        for judge in judges {
            verdict.add(judge.judgeBytes())
            gates.add(judge.verdict())
        }
        verdict.add(breaking(gates, judges))
        return verdict
    }

    /// What stands in the way of proposing `transition`: the role that promoting takes.
    ///
    /// A rollback or a retirement may be proposed to those who have the role for it.
    package func objections(
        toProposing transition: Transition, given evidence: Evidence
    ) -> [Objection] {
        guard let rules = rules(for: transition.stage) else {
            return [unknownStage(transition.stage)]
        }
        guard transition.kind == .promote else { return [] }
        return missingRole(rules.promote, .contributor, for: transition, evidence)
    }

    /// The objection to a stage that the policy does not list.
    package func unknownStage(_ stage: StageName) -> Objection {
        let known = stages.map(\.name.description).joined(separator: ", ")
        return Objection(
            .stageMissing, "The policy has no stage '\(stage)'.",
            remedy: "Use one of \(known), or add it to registry.yaml.")
    }

    private func unreadableVersion(_ transition: Transition) -> Objection {
        Objection(
            .versionMissing,
            "\(transition.model)@\(transition.version), which \(transition.stage) is to show, "
                + "could not be read.",
            remedy: "Run `cairn doctor`.")
    }

    /// The objection to an actor who lacks the role that `rules` ask, or `otherwise` where they
    /// ask none.
    private func missingRole(
        _ rules: Rules<RoleRule>?, _ otherwise: Role, for transition: Transition,
        _ evidence: Evidence
    ) -> [Objection] {
        let namespace = transition.model.namespace
        let role = strictestRole(
            rules, otherwise, (evidence.candidate ?? evidence.held)?.subjects ?? [])
        let reach = evidence.reach
        guard let actor = evidence.actor, !allows(actor, role, in: namespace, within: reach)
        else { return [] }
        let held =
            self.role(of: actor, in: namespace, within: reach)?.rawValue ?? "no role"
        return [
            Objection(
                .roleMissing,
                "\(actor) may not \(transition.kind) in \(transition.stage): that takes the role "
                    + "\(role) in \(namespace), and \(actor) has \(held).",
                remedy:
                    "Ask somebody with that role, or an admin to change access in registry.yaml.")
        ]
    }

    /// The highest role that any of `subjects` needs; with no model to look at, the highest there
    /// is in `rules`.
    private func strictestRole(
        _ rules: Rules<RoleRule>?, _ otherwise: Role, _ subjects: [Condition.Subject]
    ) -> Role {
        let needed = subjects.map { rules?.matching($0).map(\.by).max() ?? otherwise }
        return needed.max() ?? rules?.entries.map(\.rule.by).max() ?? otherwise
    }

    private func skippedStage(
        _ rules: StageRules, _ transition: Transition, _ evidence: Evidence
    ) -> [Objection] {
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
}

extension Candidate {
    fileprivate var yanked: [Objection] {
        guard annotations?.state == .yanked else { return [] }
        return [
            Objection(
                .versionYanked, "\(reference) is yanked.", remedy: "Choose another version.")
        ]
    }

    fileprivate var archived: [Objection] {
        guard annotations?.state == .archived else { return [] }
        return [
            Objection(
                .versionArchived, "\(reference) is archived.",
                remedy: "Set it active first: cairn annotate \(reference) --state active")
        ]
    }

    private var reference: String { "\(model.name)@\(version.version)" }
}
