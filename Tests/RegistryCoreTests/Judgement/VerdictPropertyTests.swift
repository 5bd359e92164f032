import FoundationEssentials
import RegistryCore
import Support
import Testing

/// A policy's rules and a case under them, drawn from small ranges so that gates pass and fail alike.
private struct Trial {
    let rules: String
    var evidence: Evidence

    init(_ random: inout SplitMix) {
        rules = Self.rules(&random)
        evidence = openCase()
        evidence.candidate = Self.version(4, &random)
        evidence.held = random.pick([nil, Self.version(3, &random)])
        evidence.proposers = Set(people.filter { _ in random.pick([true, false, false, false]) })
        evidence.decisions = people.flatMap { person in
            history(
                of: person,
                (0..<random.pick([0, 0, 1, 1, 2])).map { _ in random.pick(Decision.Verb.allCases) })
        }
    }

    var verdict: Verdict {
        get throws { try judge(rules) { $0 = evidence } }
    }

    private static func rules(_ random: inout SplitMix) -> String {
        func when() -> String {
            random.pick(["", "", ", 'when': {'risk': '\(random.pick(Risk.allCases))'}"])
        }
        let demands = (0..<random.pick([0, 1, 2])).map { _ in
            "{'count': \(random.pick([1, 2])), 'from': '\(random.pick(["group:leads", "group:risk", "*"]))'\(when())}"
        }
        let bound = random.pick([
            "'min': 0.5", "'max': 0.5", "'max_drop': 0.1", "'max_rise': 0.1", "'min': 0",
        ])
        let metrics = random.pick(["[]", "{'name': 'auc', \(bound)\(when())}"])
        let licenses = random.pick(["[]", "['mit', {'value': 'gpl'\(when())}]"])
        return
            "'approvals': [\(demands.joined(separator: ", "))], 'metrics': \(metrics), 'licenses': \(licenses)"
    }

    private static func version(_ number: Int, _ random: inout SplitMix) -> Candidate {
        var candidate = candidate(number)
        candidate.model.risk = random.pick([nil, .low, .medium, .high])
        candidate.model.license = random.pick([nil, "mit", "mit", "gpl"])
        candidate.authors = Set(people.filter { _ in random.pick([true, false, false, false]) })
        candidate.version.evaluations = evaluations(&random)
        return candidate
    }

    static func evaluations(_ random: inout SplitMix) -> [Evaluation] {
        (0..<random.pick([0, 1, 1, 2])).map { _ in
            measured(
                ["auc": Double(Int.random(in: 0...10, using: &random)) / 10],
                on: random.pick(["payments", "other"]),
                split: random.pick(["test", "validation"]))
        }
    }
}

private let people = [alice, carol, dan, erin, rita, mia, zoe]

@Suite struct `Whatever the case, a verdict` {
    /// How often each property is tried; some hundred of each outcome.
    private static let trials = 500

    @Test func `is no worse for one more approval`() throws {
        var random = SplitMix(seed: 11)
        for _ in 0..<Self.trials {
            var trial = Trial(&random)
            let before = try trial.verdict
            let person = random.pick(people)
            let number = trial.evidence.decisions.filter { $0.person == person }.count + 1
            trial.evidence.decisions.append(decision(.approve, by: person, number: number))
            let after = try trial.verdict
            #expect(after.missing <= before.missing)
            #expect(!before.isAllowed || after.isAllowed)
        }
    }

    @Test func `is no better for anything said later`() throws {
        var random = SplitMix(seed: 12)
        var refused = 0
        for _ in 0..<Self.trials {
            var trial = Trial(&random)
            let before = try trial.verdict
            trial.evidence.candidate?.annotations = annotations(
                random.pick([nil] + Annotations.State.allCases), Trial.evaluations(&random))
            trial.evidence.candidate?.edit {
                $0.risk = random.pick([nil, .low, .medium, .high])
                $0.license = random.pick([nil, "mit", "gpl"])
            }
            let after = try trial.verdict
            refused += before.isAllowed ? 0 : 1
            #expect(Set(after.objections.map(\.code)).isSuperset(of: before.objections.map(\.code)))
        }
        #expect((Self.trials / 10..<Self.trials * 9 / 10).contains(refused))
    }

    @Test func `does not depend on the order of the decisions`() throws {
        var random = SplitMix(seed: 13)
        for _ in 0..<Self.trials {
            var trial = Trial(&random)
            if Bool.random(using: &random) {
                trial.evidence.decisions.append(
                    decision(
                        random.pick(Decision.Verb.allCases), by: random.pick(people),
                        number: random.pick([1, 2, 5])))
            }
            let before = try trial.verdict
            trial.evidence.decisions.shuffle(using: &random)
            #expect(try trial.verdict == before)
        }
    }

    @Test func `is no better for one decision the fewer, unless it spoke against`() throws {
        var random = SplitMix(seed: 14)
        for _ in 0..<Self.trials {
            var trial = Trial(&random)
            let before = try trial.verdict
            guard let lost = trial.evidence.decisions.indices.randomElement(using: &random) else {
                continue
            }
            guard trial.evidence.decisions.remove(at: lost).verb == .approve else { continue }
            #expect(try before.isAllowed || !trial.verdict.isAllowed)
        }
    }

    @Test func `is refused exactly when something stands in the way`() throws {
        var random = SplitMix(seed: 15)
        for _ in 0..<200 {
            let verdict = try Trial(&random).verdict
            #expect(verdict.isAllowed == verdict.objections.isEmpty)
            #expect(Set(verdict.objections).count == verdict.objections.count)
        }
    }
}

extension Verdict {
    fileprivate var missing: Int { codes.count { $0 == .approvalsMissing } }
}
