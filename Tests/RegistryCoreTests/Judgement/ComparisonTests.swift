import RegistryCore
import Testing

/// The verdict under one metric rule, with `own` in the candidate and `held` in the stage.
private func compare(
    _ rule: String, _ own: [Evaluation], with held: [Evaluation], _ later: [Evaluation]? = nil
) throws -> Verdict {
    try judge("'metrics': {\(rule)}") {
        $0.candidate?.version.evaluations = own
        $0.candidate?.annotations = annotations(nil, later)
        $0.held = candidate(3)
        $0.held?.version.evaluations = held
    }
}

@Suite struct `Against what the stage holds` {
    @Test(arguments: [
        ("max_drop", 0.947, 0.937, true), ("max_drop", 0.947, 0.9369, false),
        ("max_drop", 0.947, 0.99, true),
        ("max_drop", 0.947, 0.947, true), ("max_rise", 0.012, 0.022, true),
        ("max_rise", 0.012, 0.0221, false),
        ("max_rise", 0.012, 0.001, true), ("max_rise", 0.012, 0.012, true),
        ("max_drop", 0.3, 0.29, true), ("max_drop", 0.07, 0.06, true),
        ("max_rise", 0.1, 0.11, true), ("max_rise", 0.06, 0.07, true),
    ])
    func `a metric falls or rises by no more than the rule says`(
        bound: String, before: Double, after: Double, allowed: Bool
    ) throws {
        let verdict = try compare(
            "'name': 'auc', '\(bound)': 0.01", [measured(["auc": after])],
            with: [measured(["auc": before])])
        #expect(verdict.codes == (allowed ? [] : [.metricRefused]))
        #expect(verdict.notes.isEmpty)
    }

    @Test(arguments: ["max_drop", "max_rise"])
    func `a bound of zero lets nothing get worse`(bound: String) throws {
        let worse = bound == "max_drop" ? 0.49 : 0.51
        let rule = "'name': 'auc', '\(bound)': 0"
        #expect(
            try compare(rule, [measured(["auc": 0.5])], with: [measured(["auc": 0.5])]).isAllowed)
        #expect(
            try compare(rule, [measured(["auc": worse])], with: [measured(["auc": 0.5])]).codes == [
                .metricRefused
            ])
    }

    @Test func `an empty stage lets it pass, and says so`() throws {
        let verdict = try judge(
            "'metrics': {'name': 'auc', 'dataset': 'payments', 'max_drop': 0.01}"
        ) {
            $0.candidate?.version.evaluations = [measured(["auc": 0.1])]
        }
        #expect(verdict.isAllowed)
        #expect(
            verdict.notes == ["production is empty, so auc on payments was compared with nothing."])
    }

    @Test func `an empty stage lets no metric pass that the version lacks`() throws {
        #expect(try judge("'metrics': {'name': 'auc', 'max_drop': 0.01}").codes == [.metricMissing])
    }

    @Test func `an empty stage is worth no note to a rule that compares nothing`() throws {
        let verdict = try judge("'metrics': {'name': 'auc', 'min': 0.1}") {
            $0.candidate?.version.evaluations = [measured(["auc": 0.1])]
        }
        #expect(verdict == Verdict())
    }

    @Test(arguments: [
        [], [measured(["f1": 0.9])], [measured(["auc": 0.9], on: "other")],
        [measured(["auc": 0.9], slice: ["region": "eu"])],
    ])
    func `a stage that lacks the metric refuses`(held: [Evaluation]) throws {
        let verdict = try compare(
            "'name': 'auc', 'dataset': 'payments', 'max_drop': 0.01", [measured(["auc": 0.9])],
            with: held)
        #expect(verdict.codes == [.metricMissing])
        #expect(verdict.objections.first?.message.contains("v3 in the stage") == true)
    }

    @Test func `absolute bounds hold all the same`() throws {
        let verdict = try compare(
            "'name': 'auc', 'min': 0.9, 'max_drop': 0.01", [measured(["auc": 0.5])],
            with: [measured(["auc": 0.8])])
        #expect(verdict.codes == [.metricRefused, .metricRefused])
    }

    @Test func `a worse value measured later counts`() throws {
        let verdict = try compare(
            "'name': 'auc', 'max_drop': 0.01", [measured(["auc": 0.9])],
            with: [measured(["auc": 0.9])],
            [measured(["auc": 0.8])])
        #expect(verdict.codes == [.metricRefused])
    }

    @Test func `what was said later of the held version helps nobody`() throws {
        let verdict = try judge("'metrics': {'name': 'auc', 'max_drop': 0.01}") {
            $0.candidate?.version.evaluations = [measured(["auc": 0.5])]
            $0.held = candidate(3)
            $0.held?.version.evaluations = [measured(["auc": 0.9])]
            $0.held?.annotations = annotations(nil, [measured(["auc": 0.5])])
        }
        #expect(verdict.codes == [.metricRefused])
    }

    /// A rule that names no split fits several values, and each is compared with its own kind.
    @Test func `the same values are never a change for the worse`() throws {
        let evaluations = [
            measured(["auc": 0.95, "fpr": 0.01], split: "test"),
            measured(["auc": 0.85, "fpr": 0.09], split: "validation"),
            measured(["auc": 0.75, "fpr": 0.2], on: "other"),
        ]
        for rule in ["'name': 'auc', 'max_drop': 0", "'name': 'fpr', 'max_rise': 0"] {
            #expect(try compare(rule, evaluations, with: evaluations).isAllowed)
        }
    }

    @Test(
        arguments: [
            (0.95, 0.85, []), (0.95, 0.8, [.metricRefused]),
            (0.8, 0.8, [.metricRefused, .metricRefused]),
        ]
            as [(Double, Double, [ErrorCode])])
    func `each split falls by no more than the rule says`(
        test: Double, validation: Double, codes: [ErrorCode]
    ) throws {
        let verdict = try compare(
            "'name': 'auc', 'max_drop': 0.01",
            [measured(["auc": test]), measured(["auc": validation], split: "validation")],
            with: [measured(["auc": 0.95]), measured(["auc": 0.85], split: "validation")])
        #expect(verdict.codes == codes)
    }

    /// Measuring on something new instead must not hide a loss.
    @Test func `a data set that the stage never saw is held to the best that it did`() throws {
        let held = [
            measured(["auc": 0.95, "fpr": 0.01]),
            measured(["auc": 0.85, "fpr": 0.05], split: "validation"),
        ]
        func verdict(_ rule: String, _ metrics: [String: Double]) throws -> Verdict {
            try compare(rule, [measured(metrics, on: "november")], with: held)
        }
        let drop = "'name': 'auc', 'max_drop': 0.01", rise = "'name': 'fpr', 'max_rise': 0.01"
        #expect(try verdict(drop, ["auc": 0.945]).isAllowed)
        #expect(try verdict(drop, ["auc": 0.9]).codes == [.metricRefused])
        #expect(try verdict(rise, ["fpr": 0.015]).isAllowed)
        #expect(try verdict(rise, ["fpr": 0.03]).codes == [.metricRefused])
    }
}
