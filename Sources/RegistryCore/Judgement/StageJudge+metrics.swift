extension StageJudge {
    /// Every metric rule, with a note where there was nothing to compare with.
    func judgeMetrics() -> Verdict {
        var verdict = Verdict()
        for rule in matching(rules.metrics) {
            let own = measurements(rule, candidate.version.evaluations)
            guard !own.isEmpty else {
                verdict.objections.append(missing(rule, of: "the version"))
                continue
            }
            // Later evaluations may lower a version and never lift it, so they only join in here.
            let all = own + measurements(rule, candidate.annotations?.evaluations)
            verdict.objections += outOfBounds(rule, all.map(\.value))
            verdict.add(compareWithHeld(rule, all))
        }
        return verdict
    }

    private func outOfBounds(_ rule: MetricRule, _ values: [Double]) -> [Objection] {
        var objections: [Objection] = []
        if let least = rule.min, let worst = values.min(), worst < least {
            objections.append(refusal(title(rule), "is \(worst), and must be at least \(least)"))
        }
        if let most = rule.max, let worst = values.max(), worst > most {
            objections.append(refusal(title(rule), "is \(worst), and must be at most \(most)"))
        }
        return objections
    }

    /// Whether an evaluation was made where a rule looks: everywhere, if it doesn't say where.
    func fits(_ evaluation: Evaluation, dataset: String?, split: String?) -> Bool {
        (dataset == nil || dataset == evaluation.dataset)
            && (split == nil || split == evaluation.split)
    }

    /// The values of the rule's metric, of the rule's slice alone.
    func measurements(_ rule: MetricRule, _ evaluations: [Evaluation]?) -> [Measurement] {
        (evaluations ?? [])
            .filter { $0.slice == rule.slice && fits($0, dataset: rule.dataset, split: rule.split) }
            .compactMap { evaluation in
                evaluation.metrics[rule.name].map {
                    Measurement(dataset: evaluation.dataset, split: evaluation.split, value: $0)
                }
            }
    }

    func title(_ rule: MetricRule) -> String {
        guard let dataset = rule.dataset else { return rule.name }
        return "\(rule.name) on \(dataset)" + (rule.split.map { "/\($0)" } ?? "")
    }

    func missing(_ rule: MetricRule, of holder: String) -> Objection {
        Objection(
            .metricMissing, "\(title(rule)) is not recorded for \(holder).",
            remedy: "Evaluate it and register a new version, or change the rule in registry.yaml.")
    }

    /// The objection to `subject`, a metric and where it was measured.
    func refusal(_ subject: String, _ what: String) -> Objection {
        Objection(
            .metricRefused, "\(subject) \(what).",
            remedy: "Train a better version, or have an admin change the rule in registry.yaml.")
    }
}

/// One value of a metric, and where it was measured.
struct Measurement {
    let dataset: String
    let split: String?
    let value: Double

    /// Whether `other` was measured at the same place.
    func isComparable(to other: Measurement) -> Bool {
        dataset == other.dataset && split == other.split
    }
}
