extension StageJudge {
    /// Every metric rule, with a note where there was nothing to compare with.
    func judgeMetrics(_ candidate: Candidate) -> Verdict {
        var verdict = Verdict()
        for rule in matching(rules.metrics) {
            let own = values(rule, candidate.version.evaluations)
            guard !own.isEmpty else {
                verdict.objections.append(missing(rule, of: "the version"))
                continue
            }
            // Later evaluations may lower a version and never lift it, so they only join in here.
            let all = own + values(rule, candidate.annotations?.evaluations)
            verdict.objections += outOfBounds(rule, all)
            let comparison = compareWithHeld(rule, all)
            verdict.objections += comparison.objections
            verdict.notes += comparison.notes
        }
        return verdict
    }

    private func outOfBounds(_ rule: MetricRule, _ values: [Double]) -> [Objection] {
        var objections: [Objection] = []
        if let least = rule.min, let worst = values.min(), worst < least {
            objections.append(refusal(rule, "is \(worst), and must be at least \(least)"))
        }
        if let most = rule.max, let worst = values.max(), worst > most {
            objections.append(refusal(rule, "is \(worst), and must be at most \(most)"))
        }
        return objections
    }

    private func compareWithHeld(_ rule: MetricRule, _ values: [Double]) -> Verdict {
        guard rule.maxDrop != nil || rule.maxRise != nil else { return Verdict() }
        guard let held = evidence.held else {
            return Verdict(notes: [
                "\(transition.stage) is empty, so \(title(rule)) was compared with nothing."
            ])
        }
        let before = self.values(rule, held.version.evaluations)
        guard let best = before.max(), let least = before.min() else {
            return Verdict(objections: [missing(rule, of: "\(held.version.version) in the stage")])
        }
        var objections: [Objection] = []
        // Binary fractions: 0.947 - 0.01 is not quite 0.937, so a hair's breadth is allowed.
        let hair = 1e-9
        if let drop = rule.maxDrop, let worst = values.min(), worst < best - drop - hair {
            objections.append(
                refusal(rule, "falls from \(best) to \(worst), by more than \(drop)"))
        }
        if let rise = rule.maxRise, let worst = values.max(), worst > least + rise + hair {
            objections.append(
                refusal(rule, "rises from \(least) to \(worst), by more than \(rise)"))
        }
        return Verdict(objections: objections)
    }

    /// How far apart each metric lies between the slices.
    func judgeFairness(_ candidate: Candidate) -> [Objection] {
        matching(rules.fairness).compactMap { rule in
            let slices = (candidate.version.evaluations ?? []).filter {
                $0.slice?[rule.slice] != nil && fits($0, dataset: rule.dataset, split: rule.split)
            }
            let values = slices.compactMap { $0.metrics[rule.metric] }
            guard Set(slices.compactMap { $0.slice?[rule.slice] }).count >= 2,
                let least = values.min(), let most = values.max(), values.count >= 2
            else {
                return Objection(
                    .metricMissing,
                    "\(rule.metric) is not recorded for two or more slices by '\(rule.slice)'.",
                    remedy: "Evaluate each slice and register a new version.")
            }
            guard most - least > rule.maxGap + 1e-9 else { return nil }
            return Objection(
                .fairnessRefused,
                "\(rule.metric) differs by \(most - least) between slices by '\(rule.slice)', and "
                    + "may differ by \(rule.maxGap).",
                remedy: "Train a version that treats the slices more alike.")
        }
    }

    private func values(_ rule: MetricRule, _ evaluations: [Evaluation]?) -> [Double] {
        (evaluations ?? [])
            .filter { $0.slice == rule.slice && fits($0, dataset: rule.dataset, split: rule.split) }
            .compactMap { $0.metrics[rule.name] }
    }

    private func fits(_ evaluation: Evaluation, dataset: String?, split: String?) -> Bool {
        (dataset == nil || dataset == evaluation.dataset)
            && (split == nil || split == evaluation.split)
    }

    private func title(_ rule: MetricRule) -> String {
        guard let dataset = rule.dataset else { return rule.name }
        return "\(rule.name) on \(dataset)" + (rule.split.map { "/\($0)" } ?? "")
    }

    private func missing(_ rule: MetricRule, of holder: String) -> Objection {
        Objection(
            .metricMissing, "\(title(rule)) is not recorded for \(holder).",
            remedy: "Evaluate it and register a new version, or change the rule in registry.yaml.")
    }

    private func refusal(_ rule: MetricRule, _ what: String) -> Objection {
        Objection(
            .metricRefused, "\(title(rule)) \(what).",
            remedy: "Train a better version, or have an admin change the rule in registry.yaml.")
    }
}
