package import FoundationEssentials

/// That a promotion was let through against the verdict, because somebody signed for it who may.
package struct BrokenGlass: Hashable, Sendable, Codable {
    package let person: Person
    package let reason: BreakGlassReason
    /// `SHA256:…` of the key that signed it.
    package let fingerprint: String
    /// Within how long it must be reviewed, from when it happened.
    package let reviewWithin: TimeSpan
    /// What the verdict objects to and was let through all the same.
    package let overridden: [Objection]

    private enum CodingKeys: String, CodingKey {
        case person, reason, fingerprint, overridden
        case reviewWithin = "review_within"
    }

    /// What people are told, the loudest first.
    package var notes: [String] {
        ["THE GLASS WAS BROKEN by \(person): \(reason)"]
            + overridden.map { "Let through all the same: \($0.message)" }
    }

    /// When the review of what happened at `instant` is overdue.
    package func due(since instant: Date) -> Date {
        instant.addingTimeInterval(Double(reviewWithin.seconds))
    }
}

/// How the review of a broken glass stands.
package struct GlassReview: Hashable, Sendable, Codable {
    /// Those who approved it afterwards, and count.
    package let reviewers: [Person]
    /// What the review still lacks; empty once it is closed.
    package let objections: [Objection]

    /// Whether those who usually approve have done so.
    package var isClosed: Bool { objections.isEmpty }
}

extension ErrorCode {
    /// Whether breaking the glass can let it through: what people, figures, records and the
    /// calendar say. Never structure, roles, bytes, or a version that was taken out of use.
    package var isBreakable: Bool {
        switch self {
        case .approvalsMissing, .approvalRejected, .checkMissing, .checkFailed, .checkStale,
            .metricMissing, .metricRefused, .fairnessRefused, .licenseRefused, .fieldMissing,
            .cardIncomplete, .stageSkipped, .frozen:
            true
        default: false
        }
    }
}

extension Policy {
    /// `gates` as they are once somebody has signed to break the glass, if that counts.
    func breaking(_ gates: Verdict, _ judges: [StageJudge]) -> Verdict {
        // What nothing stands in the way of is let through as usual, whatever was signed before.
        guard gates.objections.contains(where: \.code.isBreakable),
            let rule = glassRule(judges), let first = judges.first
        else { return gates }
        let breaker = first.standingDecisions().first {
            $0.verb == .breakGlass && !first.hasExpired($0)
                && allows($0.person, rule.by, in: first.transition.model.namespace)
        }
        guard let breaker, let reason = breaker.reason else { return gates }
        let broken = BrokenGlass(
            person: breaker.person, reason: reason, fingerprint: breaker.fingerprint,
            reviewWithin: rule.reviewWithin,
            overridden: gates.objections.filter(\.code.isBreakable))
        var verdict = gates
        verdict.objections.removeAll(where: \.code.isBreakable)
        verdict.notes = broken.notes + verdict.notes
        verdict.broken = broken
        return verdict
    }

    /// The strictest of the rules that hold; `nil` unless each of `judges` has one.
    func glassRule(_ judges: [StageJudge]) -> BreakGlassRule? {
        let rules = judges.map { $0.matching($0.rules.breakGlass) }
        guard !rules.contains(where: \.isEmpty),
            let role = rules.joined().map(\.by).max(),
            let span = rules.joined().map(\.reviewWithin).min(by: { $0.seconds < $1.seconds })
        else { return nil }
        return BreakGlassRule(by: role, reviewWithin: span)
    }

    /// How the review of a broken glass stands: those who usually approve must have done so,
    /// whoever broke it left aside.
    ///
    /// - Parameter evidence: That of the transition, with every decision until now; approvals are
    ///   counted as if they had come in time.
    package func review(
        of glass: BrokenGlass, on transition: Transition, given evidence: Evidence
    ) -> GlassReview {
        guard let rules = rules(for: transition.stage), let candidate = evidence.candidate else {
            return GlassReview(reviewers: [], objections: [unknownStage(transition.stage)])
        }
        var evidence = evidence
        evidence.decisions.removeAll { $0.person == glass.person }
        var count = Verdict()
        for subject in candidate.subjects {
            count.add(
                StageJudge(
                    policy: self, rules: rules, transition: transition, evidence: evidence,
                    candidate: candidate, subject: subject
                ).countApprovals())
        }
        return GlassReview(reviewers: count.approvers, objections: count.objections)
    }
}
