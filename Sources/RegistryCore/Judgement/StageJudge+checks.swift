import FoundationEssentials

extension StageJudge {
    /// Every check that the stage asks for and `isMeant`, run by the registry or reported by
    /// others.
    func judgeChecks(_ isMeant: (CheckName) -> Bool) -> [Objection] {
        matching(rules.checks).filter { isMeant($0.name) }.compactMap { rule in
            if rule.by == nil { ownCheck(rule) } else { reportedCheck(rule) }
        }
    }

    /// What can't be told here of the checks that the stage asks for.
    func checkNotes() -> [String] {
        matching(rules.checks).filter { evidence.checks[$0.name] == .deferred }
            .map { "The check '\($0.name)' is run by the registry alone." }
    }

    private func ownCheck(_ rule: CheckRule) -> Objection? {
        switch evidence.checks[rule.name] {
        case .passed, .deferred: nil
        case .failed(let reason):
            Objection(
                .checkFailed, "The check '\(rule.name)' failed: \(reason.printable)",
                remedy: "Mend what it found and register a new version.")
        case .vulnerable(let found): unaccepted(found, rule)
        case nil:
            Objection(
                .checkMissing, "The check '\(rule.name)' has no result for this proposal.",
                remedy: "Have the registry run it, or take it out of registry.yaml.")
        }
    }

    private func unaccepted(_ found: [KnownVulnerability], _ rule: CheckRule) -> Objection? {
        let left = found.filter { $0.ids.isDisjoint(with: rule.accept ?? []) }
            .map(\.sentence.printable).sorted()
        guard !left.isEmpty else { return nil }
        let more = left.count > Self.told ? " And \(left.count - Self.told) more." : ""
        return Objection(
            .checkFailed,
            "The check '\(rule.name)' failed: "
                + left.prefix(Self.told).joined(separator: " ") + more,
            remedy: "Register a new version with packages in which they are mended, or have an "
                + "admin accept them in registry.yaml: {name: \(rule.name), accept: [<id>]}.")
    }

    /// Vulnerabilities that a person is told of at once.
    private static let told = 5

    /// The last report stands. A gap before it voids a pass and no failure: else whoever can delete
    /// a tag could make a failure undone.
    private func reportedCheck(_ rule: CheckRule) -> Objection? {
        let reports = evidence.reports.filter { $0.check == rule.name }
            .sorted { $0.number < $1.number }
        guard let last = reports.last else {
            return missing(rule, "has no result for this proposal")
        }
        guard mayReport(last.person, rule) else {
            return missing(
                rule, "was reported by \(last.person), who is not among \(rule.reporters)")
        }
        guard last.outcome == .pass else { return failed(rule, last) }
        guard zip(1..., reports).allSatisfy({ $0 == $1.number }) else {
            return missing(rule, "lacks an earlier report, so its last one does not count")
        }
        if let expires = rule.expires,
            last.received.addingTimeInterval(Double(expires.seconds)) <= evidence.now
        {
            return Objection(
                .checkStale,
                "The check '\(rule.name)' passed on \(last.received.timestamp), and counts for "
                    + "\(expires).", remedy: "Run it again. \(remedy(rule))")
        }
        return nil
    }

    func mayReport(_ person: Person, _ rule: CheckRule) -> Bool {
        (rule.by ?? []).contains { policy.covers($0, person) }
    }

    private func missing(_ rule: CheckRule, _ what: String) -> Objection {
        Objection(
            .checkMissing, "The check '\(rule.name)' \(what).", remedy: remedy(rule))
    }

    private func failed(_ rule: CheckRule, _ report: ReportedCheck) -> Objection {
        let place = report.url.map { ": \($0)" } ?? "."
        return Objection(
            .checkFailed,
            "The check '\(rule.name)' failed, says \(report.person)\(place)",
            remedy: "Mend what it found and register a new version, or run it again. "
                + remedy(rule))
    }

    private func remedy(_ rule: CheckRule) -> String {
        "Have \(rule.reporters) run `cairn check report \(transition.model)@\(transition.version) "
            + "--stage \(transition.stage) --name \(rule.name) --pass`."
    }
}

extension Policy {
    /// Why a report could never count for this transition; `nil` when it can.
    package func objection(
        to report: ReportedCheck, on transition: Transition, given evidence: Evidence
    ) -> Objection? {
        guard let rules = rules(for: transition.stage) else {
            return unknownStage(transition.stage)
        }
        guard transition.kind == .promote, let candidate = evidence.candidate else {
            return Objection(
                .checkInvalid, "No check is asked for a \(transition.kind).",
                remedy: "Have somebody complete it who has the role for it.")
        }
        let asked = candidate.subjects.flatMap { rules.checks?.matching($0) ?? [] }
        let named = asked.filter { $0.name == report.check && $0.by != nil }
        guard let rule = named.first else {
            let known = asked.filter { $0.by != nil }.map { "\($0.name)" }
            let meant = nearest(to: "\(report.check)", among: known)
            return Objection(
                .checkInvalid,
                "\(transition.stage) asks nobody to report the check '\(report.check)'.",
                remedy: meant.map { "Did you mean '\($0)'?" }
                    ?? "Have an admin ask for it in registry.yaml: {name: …, by: […]}."
            )
        }
        guard named.flatMap({ $0.by ?? [] }).contains(where: { covers($0, report.person) }) else {
            return Objection(
                .checkInvalid,
                "\(report.person) may not report the check '\(rule.name)': that is for "
                    + "\(rule.reporters).",
                remedy: "Ask one of them, or an admin to change registry.yaml.")
        }
        return nil
    }
}
