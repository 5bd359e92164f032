import FuzzTargets
import Manifests
import RegistryCore
import Support
import Testing

@Suite struct `What Cairn writes` {
    @Test func `is the design's own layout`() throws {
        let version = try read(VersionManifest.self, Example.version)
        #expect(
            String(decoding: writeManifest(version), as: UTF8.self) == """
                schema: cairn.version/v1
                version: 4
                description: Retrained on October data.
                author: alice@example.com
                created: 2026-11-20T14:03:11Z
                framework: {name: pytorch, version: 2.4.0}
                algorithm: gradient-boosted-trees
                format: safetensors
                signature:
                  inputs:
                    - {name: amount, type: float32, shape: [-1]}
                  outputs:
                    - {name: score, type: float32, shape: [-1]}
                parameters: {depth: "8", learning_rate: "0.0003"}
                evaluations:
                  - dataset: payments-2026-10
                    split: test
                    slice: {region: eu}
                    metrics: {auc: 0.947, fpr: 0.012}
                    files: [artifacts/roc.png]
                source:
                  repository: https://git.example.com/fraud.git
                  commit: 9f2c41d0
                  path: train/
                  dirty: false
                  notebook: train.ipynb
                run:
                  tracker: mlflow
                  id: 0a1b2c
                  experiment: fraud
                  url: https://mlflow.example.com/#/1
                  author: alice@example.com
                  started: 2026-11-20T12:30:00Z
                  finished: 2026-11-20T14:00:00Z
                pipeline: {name: nightly, version: "7", run: "1042", parameters: {}}
                datasets:
                  - name: payments-2026-10
                    version: "3"
                    role: train
                    uri: s3://data/payments
                    digest: sha256:00
                    owner: data
                    source: ledger
                    split: 80/20
                environment:
                  language: python 3.11
                  container: registry/img@sha256:11
                  lockfile: artifacts/requirements.txt
                  packages: {torch: 2.4.0}
                compute: {accelerator: H100, count: 8, duration_seconds: 5400.0, energy_kwh: 41.2, co2_kg: 12.1}
                preprocessing: {description: Scales amounts., path: artifacts/preprocess.json}
                base: [fraud/detector@v3, hf:org/model@0123456789abcdef0123456789abcdef01234567]

                """)
    }

    @Test(arguments: [
        ("no", "\"no\""), ("Yes", "\"Yes\""), ("on", "\"on\""), ("y", "\"y\""),
        ("null", "\"null\""),
        ("~", "\"~\""), ("", "\"\""), ("1.20", "\"1.20\""), ("0x1F", "\"0x1F\""),
        ("017", "\"017\""),
        ("1e3", "\"1e3\""), ("1_000", "\"1_000\""), ("12:30", "\"12:30\""), (".inf", "\".inf\""),
        ("-1", "\"-1\""), ("2026-11-20", "\"2026-11-20\""), ("2.4.0", "2.4.0"), ("9f2c", "9f2c"),
        (" x", "\" x\""), ("x ", "\"x \""), ("a: b", "\"a: b\""), ("a #b", "\"a #b\""),
        ("a:", "\"a:\""),
        ("a\tb", "\"a\\tb\""), ("a\u{1B}", "\"a\\u001b\""), ("a\u{2028}b", "\"a\\u2028b\""),
        ("\u{FEFF}a", "\"\\ufeffa\""), ("- a", "\"- a\""), ("*", "\"*\""), ("&a", "\"&a\""),
        ("[a]", "\"[a]\""), ("!x", "\"!x\""),
        ("it's \"so\"", "it's \"so\""), ("\"q\"", "\"\\\"q\\\"\""), ("a\\b", "a\\b"),
        ("<<", "\"<<\""),
        ("größer, 大", "größer, 大"), ("one\ntwo\n", "|\n  one\n  two"),
        ("one\n\n two", "|-\n  one\n\n   two"),
        ("\none", "\"\\none\""), ("one\n\n", "\"one\\n\\n\""), ("🙂", "\"🙂\""),
    ])
    func `can't be taken for anything but text`(text: String, written: String) {
        var version = VersionManifest(version: .first)
        version.description = text
        let lines = String(decoding: writeManifest(version), as: UTF8.self)
        #expect(lines == "schema: cairn.version/v1\nversion: 1\ndescription: \(written)\n")
    }

    @Test(arguments: [
        (0.1, "0.1"), (1, "1.0"), (-0.0, "-0.0"), (1e-5, "1.0e-05"), (1.5e300, "1.5e+300"),
        (.leastNonzeroMagnitude, "5.0e-324"), (1e16, "1.0e+16"), (.infinity, ".inf"),
        (-.infinity, "-.inf"),
        (.nan, ".nan"),
    ])
    func `is the shortest number that reads back`(number: Double, written: String) {
        let version = evaluated(["m": number])
        let lines = String(decoding: writeManifest(version), as: UTF8.self)
        #expect(lines.hasSuffix("metrics: {m: \(written)}\n"))
    }

    @Test func `comes back as it was, whatever it says`() throws {
        var random = SplitMix(seed: 2_026)
        for _ in 0..<400 {
            let value = RandomManifests.version(using: &random)
            let written = writeManifest(value)
            let back = try readManifest(VersionManifest.self, from: written, path: "v")
            #expect(back == value, "\(String(decoding: written, as: UTF8.self))")
        }
    }

    @Test func `means the same to libyaml`() throws {
        var random = SplitMix(seed: 11)
        for _ in 0..<400 {
            let value = RandomManifests.free(depth: 4, using: &random)
            let written = String(decoding: writeManifest(value), as: UTF8.self)
            #expect(try valueByLibYAML(written) == value, "\(written)")
        }
    }

    @Test func `means the same to PyYAML, types included`() async throws {
        let scratch = try Scratch()
        let environment = hermeticEnvironment(home: scratch.path)
        let python = try await shell(
            ["python3", "-c", "import yaml"], in: scratch.path, environment: environment)
        guard python.status == 0 else { try Test.cancel("PyYAML is not installed") }
        var random = SplitMix(seed: 7)
        let values = (0..<200).map { _ in RandomManifests.free(depth: 3, using: &random) }
        for (index, value) in values.enumerated() {
            try scratch.write("\(index).yaml", writeManifest(value))
        }
        let program = """
            import json, sys, yaml
            print(json.dumps([yaml.safe_load(open(f"{i}.yaml", newline="")) for i in range(200)]))
            """
        let outcome = try await shell(
            ["python3", "-c", program], in: scratch.path, environment: environment)
        #expect(outcome.errors == "")
        let read = try readManifest([FreeValue].self, from: Array(outcome.output.utf8), path: "py")
        #expect(read == values)
    }

    private func evaluated(_ metrics: [String: Double]) -> VersionManifest {
        var version = VersionManifest(version: .first)
        version.evaluations = [Evaluation(dataset: "d", metrics: metrics)]
        return version
    }
}
