/// Which way a metric gets better.
package enum MetricDirection: String, Hashable, Sendable, Encodable {
    case higher, lower

    /// What everybody takes a metric of that name for; `nil` for a name that says nothing.
    package init?(wellKnown name: String) {
        let words = Set(name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init))
        let isLower = !words.isDisjoint(with: Self.lowerIsBetter)
        let isHigher = !words.isDisjoint(with: Self.higherIsBetter)
        guard isLower != isHigher else { return nil }
        self = isLower ? .lower : .higher
    }

    private static let higherIsBetter: Set = [
        "accuracy", "acc", "auc", "auroc", "auprc", "ap", "map", "f1", "precision", "recall", "r2",
        "bleu", "rouge", "iou", "dice", "ndcg", "mrr", "tpr", "sensitivity", "specificity",
    ]
    private static let lowerIsBetter: Set = [
        "loss", "error", "mse", "rmse", "mae", "mape", "fpr", "fnr", "fdr", "wer", "cer", "eer",
        "perplexity", "latency", "brier", "ece",
    ]

    /// How a change looks that is good, bad, or neither.
    package func judge(from old: Double, to new: Double) -> MetricJudgement {
        if old == new { return .same }
        return (new > old) == (self == .higher) ? .better : .worse
    }
}

/// What a change of a metric is.
package enum MetricJudgement: String, Hashable, Sendable, Encodable {
    case better, worse, same
}

extension Policy {
    /// Which way a metric gets better: as the stages' bounds on it say, else as its name does.
    package func direction(of metric: String) -> MetricDirection? {
        let rules = stages.flatMap { $0.metrics?.entries ?? [] }.map(\.rule)
            .filter { $0.name == metric }
        let floors = rules.contains { $0.min != nil || $0.maxDrop != nil }
        let ceilings = rules.contains { $0.max != nil || $0.maxRise != nil }
        guard floors != ceilings else { return MetricDirection(wellKnown: metric) }
        return floors ? .higher : .lower
    }
}
