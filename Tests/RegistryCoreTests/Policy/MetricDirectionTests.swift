import RegistryCore
import Testing

@Suite struct `A change of a metric` {
    @Test(
        arguments: [
            ("auc", .higher), ("val_accuracy", .higher), ("F1-macro", .higher),
            ("fpr", .lower), ("latency_ms", .lower), ("validation loss", .lower),
            ("accuracy_error", nil), ("score", nil), ("", nil), ("closs", nil),
        ] as [(String, MetricDirection?)])
    func `is good or bad by the name, where that says so`(name: String, way: MetricDirection?) {
        #expect(MetricDirection(wellKnown: name) == way)
    }

    @Test(
        arguments: [
            (.higher, 1, 2, .better), (.higher, 2, 1, .worse), (.lower, 2, 1, .better),
            (.lower, 1, 2, .worse), (.lower, 1, 1, .same),
        ] as [(MetricDirection, Double, Double, MetricJudgement)])
    func `is judged by the way it should go`(
        way: MetricDirection, old: Double, new: Double, judgement: MetricJudgement
    ) {
        #expect(way.judge(from: old, to: new) == judgement)
    }
}
