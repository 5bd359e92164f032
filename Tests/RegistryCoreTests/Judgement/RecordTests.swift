import RegistryCore
import Testing

@Suite struct `The record` {
    @Test func `has every field that the stage requires, and each missing one is told`() throws {
        let rules = "'requires': ['description', 'license', 'datasets.digest']"
        let bare = try judge(rules)
        #expect(bare.codes == [.fieldMissing, .fieldMissing, .fieldMissing])
        #expect(bare.objections.last?.message.contains("'datasets.digest'") == true)
        let partly = try judge(rules) {
            $0.candidate?.version.description = "Retrained."
            $0.candidate?.model.license = "mit"
        }
        #expect(partly.codes == [.fieldMissing])
        let full = try judge(rules) {
            $0.candidate?.version.description = "Retrained."
            $0.candidate?.model.license = "mit"
            var dataset = Dataset(name: "payments")
            dataset.digest = "sha256:\(digest("a"))"
            $0.candidate?.version.datasets = [dataset]
        }
        #expect(full.isAllowed)
    }

    @Test func `is the version's own: what main says later does not fill it`() throws {
        let verdict = try judge("'requires': 'license'") {
            $0.candidate?.edit { $0.license = "mit" }
        }
        #expect(verdict.codes == [.fieldMissing])
    }
}

@Suite struct `The card` {
    @Test(arguments: [
        ([], 2), (["Limitations"], 1), (["Limitations", "Intended use"], 0),
        (["limitations", "INTENDED USE"], 0),
        (["Limitations of use", "Intended"], 2), (["Intended use", "Training", "Limitations"], 0),
    ])
    func `has every heading, in whatever case`(headings: [String], missing: Int) throws {
        let verdict = try judge("'card': ['Intended use', 'Limitations']") {
            $0.candidate?.headings = headings
        }
        #expect(verdict.codes == Array(repeating: .cardIncomplete, count: missing))
    }
}

@Suite struct `The artifacts` {
    @Test(
        arguments: [
            ([], 2), (["model.safetensors"], 1), (["model.safetensors", "a/b.json"], 0),
            (["Model.safetensors", "b.json"], 2), (["x", "a/b.json", "model.safetensors"], 0),
        ] as [([ArtifactPath], Int)])
    func `are there as the stage requires, to the letter`(paths: [ArtifactPath], missing: Int)
        throws
    {
        let verdict = try judge("'artifacts': {'required': ['model.safetensors', 'a/b.json']}") {
            $0.candidate?.artifacts = Dictionary(
                uniqueKeysWithValues: paths.map { ($0, Pointer.empty) })
        }
        #expect(verdict.codes == Array(repeating: .requiredArtifactMissing, count: missing))
    }
}

@Suite struct `The licence` {
    @Test(
        arguments: [
            ("mit", nil, true), ("apache-2.0", nil, true), ("gpl-3.0-only", nil, false),
            (nil, nil, false),
            ("MIT", nil, false), ("", nil, false),
            // What main says now may restrict and never helps.
            ("mit", "apache-2.0", true), ("mit", "gpl-3.0-only", false),
            ("gpl-3.0-only", "mit", false), (nil, "mit", false),
        ] as [(String?, String?, Bool)])
    func `is one that the stage permits, then and now`(
        recorded: String?, now: String?, allowed: Bool
    ) throws {
        let verdict = try judge("'licenses': ['apache-2.0', 'mit']") {
            $0.candidate?.model.license = recorded
            guard let now else { return }
            $0.candidate?.edit { $0.license = now }
        }
        #expect(verdict.codes == (allowed ? [] : [.licenseRefused]))
    }

    @Test(arguments: [
        "", "'licenses': []", "'licenses': {'value': 'mit', 'when': {'risk': 'high'}}",
    ])
    func `is anyone's choice where the stage lists none`(rules: String) throws {
        #expect(try judge(rules) { $0.candidate?.model.license = "gpl-3.0-only" }.isAllowed)
    }

    @Test func `is quoted harmlessly`() throws {
        let verdict = try judge("'licenses': 'mit'") {
            $0.candidate?.model.license = "\u{1b}[2J\nremote: ok"
        }
        #expect(verdict.objections.allSatisfy { $0.message == $0.message.printable })
    }
}

@Suite struct `A check` {
    @Test(
        arguments: [
            ([:], [.checkMissing, .checkMissing]), (["scan": .passed], [.checkMissing]),
            (["scan": .passed, "integrity": .passed], []),
            (["scan": .failed("a pickle"), "integrity": .passed], [.checkFailed]),
            (["scan": .failed("a pickle")], [.checkMissing, .checkFailed]),
            (["scan": .passed, "integrity": .passed, "other": .failed("not asked for")], []),
        ] as [([CheckName: CheckOutcome], [ErrorCode])])
    func `that the stage asks for has run and passed`(
        outcomes: [CheckName: CheckOutcome], codes: [ErrorCode]
    ) throws {
        let verdict = try judge("'checks': ['integrity', 'scan']") { $0.checks = outcomes }
        #expect(verdict.codes == codes)
    }

    @Test(
        arguments: [
            ("'vulnerabilities'", 1),
            ("{'name': 'vulnerabilities', 'accept': ['CVE-1']}", 1),
            ("{'name': 'vulnerabilities', 'accept': ['CVE-1', 'GHSA-2']}", 0),
            ("{'name': 'vulnerabilities', 'accept': ['CVE-2', 'PYSEC-1', 'x']}", 0),
            ("{'name': 'vulnerabilities', 'accept': []}", 1),
            ("['vulnerabilities', {'name': 'vulnerabilities', 'accept': ['CVE-1', 'CVE-2']}]", 1),
        ])
    func `lets known vulnerabilities through that the policy accepts, by any of their names`(
        rule: String, objections: Int
    ) throws {
        let verdict = try judge("'checks': \(rule)") {
            $0.checks = [
                "vulnerabilities": .vulnerable([
                    KnownVulnerability(["PYSEC-1", "CVE-1"], "a 1 has PYSEC-1."),
                    KnownVulnerability(["GHSA-2", "CVE-2"], "b 1 has GHSA-2\u{1b}."),
                ])
            ]
        }
        #expect(verdict.codes == Array(repeating: .checkFailed, count: objections))
        #expect(verdict.objections.allSatisfy { $0.message.contains(#"b 1 has GHSA-2\u{1b}."#) })
    }

    @Test func `tells of five vulnerabilities, and how many more there are`() throws {
        let found = (1...7).map { KnownVulnerability([], "a has \($0).") }
        let verdict = try judge("'checks': 'vulnerabilities'") {
            $0.checks = ["vulnerabilities": .vulnerable(found)]
        }
        #expect(
            verdict.objections.map(\.message) == [
                "The check 'vulnerabilities' failed: a has 1. a has 2. a has 3. a has 4. a has 5. "
                    + "And 2 more."
            ])
    }

    @Test func `that failed says why, harmlessly`() throws {
        let verdict = try judge("'checks': 'scan'") {
            $0.checks = ["scan": .failed("a pickle\u{1b}[2J")]
        }
        #expect(verdict.objections.first?.message == #"The check 'scan' failed: a pickle\u{1b}[2J"#)
    }
}
