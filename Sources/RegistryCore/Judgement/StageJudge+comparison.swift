extension StageJudge {
    /// Each value against those that the stage's version has at the same place.
    ///
    /// Where it has none there, all its values count, so that measuring elsewhere hides no loss.
    func compareWithHeld(_ rule: MetricRule, _ measured: [Measurement]) -> Verdict {
        guard rule.maxDrop != nil || rule.maxRise != nil else { return Verdict() }
        guard let held = evidence.held else {
            return Verdict(notes: [
                "\(transition.stage) is empty, so \(title(rule)) was compared with nothing."
            ])
        }
        let before = measurements(rule, held.version.evaluations)
        guard !before.isEmpty else {
            return Verdict(objections: [missing(rule, of: "\(held.version.version) in the stage")])
        }
        return Verdict(
            objections: measured.flatMap { now in
                let alike = before.filter(now.isComparable)
                return worsened(rule, now, since: (alike.isEmpty ? before : alike).map(\.value))
            })
    }

    private func worsened(
        _ rule: MetricRule, _ now: Measurement, since before: [Double]
    ) -> [Objection] {
        guard let most = before.max(), let least = before.min() else { return [] }
        let subject = "\(rule.name) on \(now.dataset)" + (now.split.map { "/\($0)" } ?? "")
        var objections: [Objection] = []
        if let drop = rule.maxDrop, now.value < most - drop - Self.hair {
            objections.append(
                refusal(subject, "falls from \(most) to \(now.value), by more than \(drop)"))
        }
        if let rise = rule.maxRise, now.value > least + rise + Self.hair {
            objections.append(
                refusal(subject, "rises from \(least) to \(now.value), by more than \(rise)"))
        }
        return objections
    }

    /// What a difference may exceed its bound by: in binary fractions, 0.947 - 0.01 is not quite
    /// 0.937.
    static let hair = 1e-9
}
