extension StageJudge {
    /// How far apart each metric lies between the slices.
    func judgeFairness() -> [Objection] {
        matching(rules.fairness).compactMap { rule in
            let slices = (candidate.version.evaluations ?? []).filter {
                $0.slice?[rule.slice] != nil && $0.metrics[rule.metric] != nil
                    && fits($0, dataset: rule.dataset, split: rule.split)
            }
            let values = slices.compactMap { $0.metrics[rule.metric] }
            guard Set(slices.compactMap { $0.slice?[rule.slice] }).count >= 2,
                let least = values.min(), let most = values.max()
            else {
                return Objection(
                    .metricMissing,
                    "\(rule.metric) is not recorded for two or more slices by '\(rule.slice)'.",
                    remedy: "Evaluate each slice and register a new version.")
            }
            guard most - least > rule.maxGap + Self.hair else { return nil }
            return Objection(
                .fairnessRefused,
                "\(rule.metric) differs by \(most - least) between slices by '\(rule.slice)', and "
                    + "may differ by \(rule.maxGap).",
                remedy: "Train a version that treats the slices more alike.")
        }
    }
}
