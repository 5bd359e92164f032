import RegistryCore
import Testing

private func model(_ description: String, _ text: String) -> RefusedPush {
    model(description, .manifestInvalid, text)
}

private func model(_ description: String, _ code: ErrorCode, _ text: String) -> RefusedPush {
    .main(description, code, detector("model.yaml", text))
}

/// A manifest of the model with something in a place where anything may stand.
private func extra(_ description: String, _ text: String) -> RefusedPush {
    model(description, manifest("fraud/detector", "risk: high\nextra: \(text)\n"))
}

private func version(_ description: String, _ more: String) -> RefusedPush {
    .main(description, .manifestInvalid, detector("version.yaml", record(3, more)))
}

/// The billion laughs: each list holds the one before it nine times.
private let laughs =
    "\n  a: &a [ha, ha, ha, ha, ha, ha, ha, ha, ha]\n"
    + zip("bcdefghi", "abcdefgh").map { name, before in
        "  \(name): &\(name) [" + Array(repeating: "*\(before)", count: 9).joined(separator: ", ")
            + "]\n"
    }.joined()

@Suite(.serialized) struct `A hostile manifest` {
    private static let bench = Bench.shared()

    static let yaml: [RefusedPush] = [
        extra("a billion laughs", laughs),
        extra("an anchor", "&a [1]"), extra("an alias of itself", "&a [*a]"),
        extra("a merge key", "{<<: {a: 1}}\n<<: {b: 1}"),
        extra("an object of some language", "!!python/object/apply:os.system ['id']"),
        extra("a tag", "!x 1"), extra("a verbatim tag", "!<tag:yaml.org,2002:str> x"),
        extra(
            "brackets 33 deep",
            String(repeating: "[", count: 33) + String(repeating: "]", count: 33)),
        extra("10,000 open brackets", String(repeating: "[", count: 10_000)),
        extra("10,000 open braces", String(repeating: "{a: ", count: 10_000)),
        extra(
            "lists 40 deep in block style", "\n  " + String(repeating: "- ", count: 40) + "x"),
        extra("a text without an end", "\"abc"),
        extra("an escape of nothing", #""\q""#), extra("a NUL", "\"a\0b\""),
        extra("a control character", "a\u{1}b"), extra("a tab for indentation", "\n\ta: 1"),
        extra("a number without bound", "1\nrisk: .inf"),
        model("two documents", manifest("fraud/detector") + "---\n" + manifest("fraud/detector")),
        model("a directive", "%YAML 1.2\n---\n" + manifest("fraud/detector")),
        model("a key twice", manifest("fraud/detector", "risk: high\nrisk: low\n")),
        model(
            "a key twice, once in quotes", manifest("fraud/detector", "risk: high\n\"risk\": low\n")
        ),
        model("a list for a key", manifest("fraud/detector", "? [a]\n: b\n")),
        model("a key nobody knows", manifest("fraud/detector", "aproved: true\n")),
        model("nothing", ""), model("only a text", "yes\n"), model("only a list", "- a\n"),
        model("marks of a conflict", "<<<<<<< HEAD\n" + manifest("fraud/detector") + "=======\n"),
        model("another schema", "schema: cairn.model/v2\nname: fraud/detector\n"),
        model("a name that is none", manifest("../detector")),
        model("the name of another", manifest("credit/scorer", "risk: high\n")),
        model("a risk nobody knows", manifest("fraud/detector", "risk: none\n")),
        .main(
            "no risk where there was one", by: "mallory", .roleMissing,
            detector("model.yaml", manifest("fraud/detector"))),
        model(
            "64 KiB", .manifestTooLarge,
            manifest("fraud/detector", "# \(String(repeating: "x", count: 64 << 10))\n")),
        .main(
            "a model card that is too large", .manifestTooLarge,
            detector("README.md", String(repeating: "x", count: 65 << 10))),
        .main(
            "laughs in a model card", .manifestInvalid,
            detector("README.md", "---\nextra:\(laughs)---\n# x\n")),
        RefusedPush("bytes that are not UTF-8", .manifestInvalid) { bench in
            let blob = try await bench.object(
                "blob", Array(manifest("fraud/detector", "extra: ").utf8) + [0xff, 0xfe, 0x0a])
            let commit = try await bench.commit(
                onto: bench.facts.main,
                .object(mode: "100644", "models/fraud/detector/model.yaml", blob))
            return ["\(commit):refs/heads/main"]
        },
    ]

    static let records: [RefusedPush] = [
        version("a metric that is none", "evaluations: [{dataset: a, metrics: {auc: .nan}}]\n"),
        version("a metric without bound", "evaluations: [{dataset: a, metrics: {auc: 1e999}}]\n"),
        version("a metric in words", "evaluations: [{dataset: a, metrics: {auc: best}}]\n"),
        version("an author of two addresses", "author: a@example.com, b@example.com\n"),
        version("an author in upper case", "author: Alice@example.com\n"),
        version("a time without a zone", "created: 2026-11-20T14:03:11\n"),
        version("a time that never was", "created: 2026-02-30T14:03:11Z\n"),
        .main("version zero", .manifestInvalid, detector("version.yaml", record(0))),
        .main("version minus one", .manifestInvalid, detector("version.yaml", record(-1))),
        .main(
            "version three and a half", .manifestInvalid,
            detector("version.yaml", "schema: cairn.version/v1\nversion: 3.5\n")),
        .main(
            "version three in octal", .manifestInvalid,
            detector("version.yaml", "schema: cairn.version/v1\nversion: 0o3\n")),
        .main(
            "more versions than there are", .manifestInvalid,
            detector("version.yaml", record(1_000_000_000))),
        .main(
            "an annotation that says nothing", .manifestInvalid, detector("annotations/v1.yaml", "")
        ),
        .main(
            "an annotation of an unknown state", .manifestInvalid,
            detector("annotations/v1.yaml", "schema: cairn.annotations/v1\nstate: approved\n")),
        .main(
            "an annotation about version zero", .pathRefused,
            detector("annotations/v0.yaml", "schema: cairn.annotations/v1\n")),
    ]

    static let aliases: [RefusedPush] =
        [
            "latest", "main", "head", "v1", "v01", "deadbeef", "0", "Champion", "-x", "a.b", "",
        ].map { alias in
            model(
                "an alias '\(alias)'",
                manifest("fraud/detector", "risk: high\naliases: {\"\(alias)\": 1}\n"))
        }
        + ["staging", "production"].map { alias in
            model(
                "an alias '\(alias)'", .aliasRefused,
                manifest("fraud/detector", "risk: high\naliases: {\(alias): 1}\n"))
        }

    @Test(arguments: yaml)
    func `is refused as YAML`(push: RefusedPush) async throws {
        try await push.expect(on: Self.bench.value)
    }

    @Test(arguments: records)
    func `is refused for what it records`(push: RefusedPush) async throws {
        try await push.expect(on: Self.bench.value)
    }

    @Test(arguments: aliases)
    func `is refused for a name that is taken`(push: RefusedPush) async throws {
        try await push.expect(on: Self.bench.value)
    }
}
