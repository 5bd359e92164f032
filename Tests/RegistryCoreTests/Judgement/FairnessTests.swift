import RegistryCore
import Testing

private let rule = "'metric': 'fpr', 'slice': 'region', 'max_gap': 0.05"

/// The false positive rate of one region, or of all.
private func rate(_ value: Double, _ region: String?, split: String = "test") -> Evaluation {
    measured(["fpr": value], split: split, slice: region.map { ["region": $0] })
}

private func judged(_ evaluations: [Evaluation], _ more: String = "") throws -> Verdict {
    try judge("'fairness': {\(rule)\(more)}") { $0.candidate?.version.evaluations = evaluations }
}

@Suite struct `The gap between slices` {
    @Test(arguments: [
        ([0.01, 0.06], true), ([0.06, 0.01], true), ([0.09, 0.14], true), ([0.01, 0.0601], false),
        ([0.01, 0.03, 0.07], false),
        ([0.02, 0.02, 0.02], true),
    ])
    func `is no wider than the rule says`(rates: [Double], allowed: Bool) throws {
        let verdict = try judged(zip(["eu", "us", "apac"], rates).map { rate($1, $0) })
        #expect(verdict.codes == (allowed ? [] : [.fairnessRefused]))
    }

    @Test(arguments: [
        [], [rate(0.01, "eu")], [rate(0.01, nil), rate(0.01, nil)],
        [rate(0.01, "eu"), rate(0.01, nil)],
        [rate(0.01, "eu"), rate(0.01, "eu", split: "validation")],
        [rate(0.01, "eu"), measured(["fpr": 0.01], slice: ["age": "old"])],
        [
            rate(0.01, "eu"), rate(0.01, "eu", split: "x"),
            measured(["auc": 1], slice: ["region": "us"]),
        ],
    ])
    func `is unknown without two slices that have the metric`(evaluations: [Evaluation]) throws {
        #expect(try judged(evaluations).codes == [.metricMissing])
    }

    @Test func `is taken on the rule's data set and split`() throws {
        let evaluations = [rate(0.01, "eu"), rate(0.02, "us"), rate(0.5, "us", split: "train")]
        #expect(try judged(evaluations).codes == [.fairnessRefused])
        #expect(try judged(evaluations, ", 'split': 'test'").isAllowed)
        #expect(try judged(evaluations, ", 'split': 'train'").codes == [.metricMissing])
        #expect(try judged(evaluations, ", 'dataset': 'other'").codes == [.metricMissing])
    }

    @Test func `is no narrower for what was measured later`() throws {
        let verdict = try judge("'fairness': {\(rule)}") {
            $0.candidate?.version.evaluations = [rate(0.01, "eu")]
            $0.candidate?.annotations = annotations(nil, [rate(0.01, "us")])
        }
        #expect(verdict.codes == [.metricMissing])
    }
}
