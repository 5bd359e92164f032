import RegistryCore
import Testing

@Suite struct `A metric` {
    @Test(arguments: [
        ("'min': 0.9", 0.9, true), ("'min': 0.9", 0.9.nextDown, false), ("'min': 0.9", 0.95, true),
        ("'max': 0.02", 0.02, true), ("'max': 0.02", 0.02.nextUp, false), ("'max': 0.02", 0, true),
        ("'min': 0.1, 'max': 0.2", 0.15, true), ("'min': 0.1, 'max': 0.2", 0.05, false),
        ("'min': 0.1, 'max': 0.2", 0.25, false), ("'min': -1", -1, true),
        ("'min': 0", -0.001, false),
    ])
    func `lies within its bounds, which belong to them`(
        bounds: String, value: Double, allowed: Bool
    ) throws {
        let verdict = try judge("'metrics': {'name': 'auc', \(bounds)}") {
            $0.candidate?.version.evaluations = [measured(["auc": value])]
        }
        #expect(verdict.codes == (allowed ? [] : [.metricRefused]))
    }

    @Test(arguments: [
        [], [measured(["f1": 1])], [measured(["AUC": 1])], [measured(["auc": 1], on: "other")],
        [measured(["auc": 1], split: "train")], [measured(["auc": 1], split: nil)],
        [measured(["auc": 1], slice: ["region": "eu"])],
    ])
    func `that the version lacks refuses it`(evaluations: [Evaluation]) throws {
        let rules = "'metrics': {'name': 'auc', 'dataset': 'payments', 'split': 'test', 'min': 0.5}"
        let verdict = try judge(rules) { $0.candidate?.version.evaluations = evaluations }
        #expect(verdict.codes == [.metricMissing])
        #expect(try judge(rules).codes == [.metricMissing])
    }

    @Test(arguments: [
        ("", [0.9, 0.8], true), ("", [0.9, 0.7], false), ("", [0.7, 0.9], false),
        (", 'dataset': 'b'", [0.1, 0.9], true), (", 'dataset': 'b'", [0.9, 0.1], false),
    ])
    func `is its worst value where a rule fits several`(
        filter: String, values: [Double], allowed: Bool
    ) throws {
        let rules = [
            "'metrics': {'name': 'auc', 'min': 0.8\(filter)}",
            "'metrics': {'name': 'loss', 'max': -0.8\(filter)}",
        ]
        for rule in rules {
            let verdict = try judge(rule) {
                $0.candidate?.version.evaluations = zip(["a", "b"], values).map {
                    measured(["auc": $1, "loss": -$1], on: $0)
                }
            }
            #expect(verdict.codes == (allowed ? [] : [.metricRefused]), "\(rule)")
        }
    }

    @Test func `of a slice is judged by the rule for that slice alone`() throws {
        let evaluations = [
            measured(["auc": 0.9]), measured(["auc": 0.5], slice: ["region": "eu"]),
            measured(["auc": 0.1], slice: ["region": "eu", "age": "old"]),
        ]
        func verdict(_ slice: String) throws -> Verdict {
            try judge("'metrics': {'name': 'auc', 'min': 0.6\(slice)}") {
                $0.candidate?.version.evaluations = evaluations
            }
        }
        #expect(try verdict("").isAllowed)
        #expect(try verdict(", 'slice': {'region': 'eu'}").codes == [.metricRefused])
        #expect(try verdict(", 'slice': {'region': 'us'}").codes == [.metricMissing])
    }

    @Test(
        arguments: [([0.95], []), ([0.89], [.metricRefused]), ([0.99, 0.5], [.metricRefused])]
            as [([Double], [ErrorCode])])
    func `measured later may lower a version`(later: [Double], codes: [ErrorCode]) throws {
        let verdict = try judge("'metrics': {'name': 'auc', 'min': 0.9}") {
            $0.candidate?.version.evaluations = [measured(["auc": 0.9])]
            $0.candidate?.annotations = annotations(nil, later.map { measured(["auc": $0]) })
        }
        #expect(verdict.codes == codes)
    }

    @Test(arguments: [([], ErrorCode.metricMissing), ([0.8], .metricRefused)])
    func `measured later never lifts one`(own: [Double], code: ErrorCode) throws {
        let verdict = try judge("'metrics': {'name': 'auc', 'min': 0.9}") {
            $0.candidate?.version.evaluations = own.map { measured(["auc": $0]) }
            $0.candidate?.annotations = annotations(nil, [measured(["auc": 0.99])])
        }
        #expect(verdict.codes == [code])
    }

    @Test func `is judged by every rule that names it`() throws {
        let verdict = try judge(
            "'metrics': [{'name': 'auc', 'min': 0.9}, {'name': 'fpr', 'max': 0.1}, {'name': 'f1'}]"
        ) {
            $0.candidate?.version.evaluations = [measured(["auc": 0.8, "fpr": 0.2])]
        }
        #expect(verdict.codes == [.metricRefused, .metricRefused, .metricMissing])
        #expect(verdict.objections.first?.message == "auc is 0.8, and must be at least 0.9.")
    }
}
