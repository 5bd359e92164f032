extension Policy {
    /// What `stage` demands: one sentence a rule, in the order in which the judge asks.
    ///
    /// - Throws: `stage-missing` for a stage that the policy does not list.
    package func explanation(of stage: StageName) throws(RegistryError) -> [String] {
        guard let rules = rules(for: stage) else { throw RegistryError([unknownStage(stage)]) }
        return StageExplanation(rules: rules).sentences
    }
}

/// One stage's rules in words.
private struct StageExplanation {
    let rules: StageRules

    var sentences: [String] {
        [rung, "A version that is yanked or archived is not promoted."] + promoters + gates
            + rollbacks
    }

    private var rung: String {
        guard let before = rules.after else {
            return "Any version on main may be promoted to \(rules.name)."
        }
        return "A version must be in \(before), or have been, before it is promoted to "
            + "\(rules.name)."
    }

    private var promoters: [String] {
        let sentence = { (rule: RoleRule) in
            "It takes the role \(rule.by), or a higher one, to propose a promotion and to "
                + "complete it."
        }
        return usual(rules.promote, RoleRule(by: .contributor), sentence)
    }

    private var rollbacks: [String] {
        let sentence = { (rule: RoleRule) in
            "It takes the role \(rule.by), or a higher one, to roll back and to retire; neither "
                + "needs a new approval."
        }
        return usual(rules.rollback, RoleRule(by: .maintainer), sentence)
    }

    /// What a stage's own `when` limits.
    private var gates: [String] {
        let all = people + record + numbers + timing
        guard let condition = rules.when else { return all }
        return all.map { "\(condition.phrase): \($0)" }
    }

    private var people: [String] {
        guard let approvals = rules.approvals, !approvals.entries.isEmpty else {
            return ["No approval is needed."]
        }
        return say(approvals, demand) + usual(rules.separation, true, separation)
            + say(rules.approvalsExpire) { "An approval counts for \($0) after it was received." }
            + say(rules.checklist, point)
    }

    private func demand(_ rule: ApprovalRule) -> String {
        let people = rule.count == 1 ? "1 person" : "\(rule.count) people"
        switch rule.from {
        case .everyone, .anonymous: return "\(people) must approve."
        case .group: return "\(people) of \(rule.from) must approve."
        case .person(let person): return "\(person) must approve."
        }
    }

    private func point(_ rule: ChecklistRule) -> String {
        (rule.isRequired
            ? "Whoever approves must have checked '\(rule.item)'"
            : "Whoever approves may say that '\(rule.item)' was checked")
            + (rule.needsEvidence ? ", and name what they looked at." : ".")
    }

    private func separation(_ isSeparate: Bool) -> String {
        isSeparate
            ? "Whoever made the version or proposed it does not count as an approver."
            : "Whoever made the version or proposed it may approve it all the same."
    }

    private var record: [String] {
        say(rules.requires) { "The record must have '\($0)'." }
            + say(rules.card) { "The model card must have the heading '\($0)'." }
            + say(rules.artifacts) { rule in
                "The version must have the artifacts \(list(rule.required))."
            } + licenses
    }

    /// The judge takes all that hold together: one of them must fit.
    private var licenses: [String] {
        let entries = rules.licenses?.entries ?? []
        let always = entries.filter { $0.when == nil }.map(\.rule)
        let sentence = always.isEmpty ? [] : ["The licence must be one of \(list(always))."]
        return sentence
            + entries.compactMap { entry in
                entry.when.map { "\($0.phrase): the licence \(entry.rule) is permitted." }
            }
    }

    private var numbers: [String] {
        say(rules.metrics) { $0.sentence(in: rules.name) }
            + say(rules.fairness) { rule in
                "\(rule.metric)\(place(rule.dataset, rule.split)) may differ by at most "
                    + "\(rule.maxGap) between the slices by '\(rule.slice)'."
            }
    }

    private func check(_ rule: CheckRule) -> String {
        guard rule.by != nil else {
            let accepted = (rule.accept ?? []).map(\.description).joined(separator: ", ")
            return "The check '\(rule.name)' must pass"
                + (accepted.isEmpty ? "." : "; it accepts \(accepted).")
        }
        return "The check '\(rule.name)' must pass, as reported by \(rule.reporters)"
            + (rule.expires.map { "; a report counts for \($0)." } ?? ".")
    }

    private var timing: [String] {
        say(rules.checks, check)
            + say(rules.freeze) { rule in
                "Nothing is promoted from \(rule.from) to \(rule.to)"
                    + (rule.except.map { ", except by \($0)." } ?? ".")
            }
            + say(rules.breakGlass) { rule in
                "Against the verdict it takes the role \(rule.by), a signed reason, and a review "
                    + "within \(rule.reviewWithin)."
            }
    }

    /// One sentence for each rule, after the condition under which it holds.
    private func say<Rule>(_ rules: Rules<Rule>?, _ sentence: (Rule) -> String) -> [String] {
        (rules?.entries ?? []).map { entry in
            (entry.when.map { "\($0.phrase): " } ?? "") + sentence(entry.rule)
        }
    }

    /// The same, where there is a rule even if nothing is written.
    private func usual<Rule>(
        _ rules: Rules<Rule>?, _ usual: Rule, _ sentence: (Rule) -> String
    ) -> [String] {
        let said = say(rules, sentence)
        guard rules?.entries.contains(where: { $0.when == nil }) != true else { return said }
        return said + [(said.isEmpty ? "" : "Otherwise: ") + sentence(usual)]
    }
}

extension MetricRule {
    fileprivate func sentence(in stage: StageName) -> String {
        let bounds = [
            min.map { "be at least \($0)" }, max.map { "be at most \($0)" },
            maxDrop.map { "fall by no more than \($0) below what \(stage) shows" },
            maxRise.map { "rise by no more than \($0) above what \(stage) shows" },
        ].compactMap(\.self)
        let demand = bounds.isEmpty ? "be recorded" : bounds.joined(separator: ", and ")
        return "\(name)\(place(dataset, split, slice)) must \(demand)."
    }
}

extension Condition {
    /// For which models a rule holds, as the beginning of a sentence.
    fileprivate var phrase: String {
        var parts = [
            risk.map { "risk \($0)" }, task.map { "the task \($0)" },
            namespace.map { "the namespace \($0)" },
        ].compactMap(\.self)
        parts += (tags ?? [:]).sorted { $0.key < $1.key }.map { "the tag \($0.key): \($0.value)" }
        return parts.isEmpty ? "For all models" : "For models with " + parts.joined(separator: ", ")
    }
}

/// Where a metric was measured, to follow its name.
private func place(
    _ dataset: String?, _ split: String?, _ slice: [String: String]? = nil
) -> String {
    let parts = (slice ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    let part = parts.isEmpty ? "" : " {\(parts.joined(separator: ", "))}"
    guard let dataset else { return (split.map { " on every \($0) split" } ?? "") + part }
    return " on \(dataset)" + (split.map { "/\($0)" } ?? "") + part
}

private func list(_ items: [some CustomStringConvertible]) -> String {
    items.map(\.description).joined(separator: ", ")
}
