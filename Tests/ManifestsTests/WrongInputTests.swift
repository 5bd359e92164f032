import Manifests
import RegistryCore
import Testing

@Suite struct `A version that can't be read` {
    @Test(arguments: [
        ("metrcs: {}", "3:1: unknown key 'metrcs'"),
        (
            "evaluations:\n  - dataset: d\n    metrcs: {auc: 1}",
            "5:5: unknown key 'metrcs', did you mean 'metrics'?"
        ),
        (
            "evaluations:\n  - dataset: d\n    metrics: {}\n    fiels: []",
            "6:5: unknown key 'fiels', did you mean 'files'?"
        ),
        ("descripton: x", "3:1: unknown key 'descripton', did you mean 'description'?"),
        ("compute: {enregy_kwh: 1}", "3:11: unknown key 'enregy_kwh', did you mean 'energy_kwh'?"),
        ("evaluations: [{dataset: d}]", "3:15: missing key 'metrics'"),
        ("version: 5", "3:1: the key 'version' was given before"),
        ("tags: {a: 1, \"a\": 2}", "3:14: the key 'a' was given before"),
        (
            "created: yesterday",
            "3:10: 'created' must be a time in UTC such as 2026-11-20T14:03:11Z, found 'yesterday'"
        ),
        (
            "created: 2026-02-30T00:00:00Z",
            "3:10: 'created' must be a time in UTC such as 2026-11-20T14:03:11Z, found '2026-02-30T00:00:00Z'"
        ),
        ("source: {dirty: yes}", "3:17: 'dirty' must be true or false, found 'yes'"),
        (
            "source: {dirty: \"true\"}",
            "3:17: 'dirty' must be true or false, found the quoted text 'true'"
        ),
        ("compute: {count: 1.5}", "3:18: 'count' must be a whole number, found '1.5'"),
        ("compute: {count: 010}", "3:18: 'count' must be a whole number, found '010'"),
        (
            "compute: {count: 99999999999999999999}",
            "3:18: 'count' is out of range: 99999999999999999999"
        ),
        ("compute: {co2_kg: .inf}", "3:19: 'co2_kg' must be a finite number, found .inf"),
        ("compute: {co2_kg: 1e999}", "3:19: 'co2_kg' must be a finite number, found 1e999"),
        ("compute: {co2_kg: NaN}", "3:19: 'co2_kg' must be a finite number, found NaN"),
        ("compute: {co2_kg: 0x1F}", "3:19: 'co2_kg' must be a number, found '0x1F'"),
        ("base: mit", "3:7: 'base' must be a list, found 'mit'"),
        ("base: [[a]]", "3:8: 'base' must be text, found a list"),
        ("framework: pytorch", "3:12: 'framework' must be a map, found 'pytorch'"),
        ("description: {a: b}", "3:14: 'description' must be text, found a map"),
        (
            "author: Alice",
            "3:9: 'Alice' can't name a person: use one lower-case e-mail address such as alice@example.com, at most 100 bytes"
        ),
    ])
    func `says what is wrong where`(lines: String, want: String) {
        expect(VersionManifest.self, "schema: cairn.version/v1\nversion: 4\n\(lines)\n", want)
    }

    @Test(arguments: [
        ("version: 4", "1:1: missing key 'schema': add 'schema: cairn.version/v1'"),
        (
            "schema: cairn.version/v2\nversion: 4",
            "1:9: 'cairn.version/v2' is no schema: use cairn.version/v1"
        ),
        ("schema: cairn.version/v1", "1:1: missing key 'version'"),
        (
            "schema: cairn.version/v1\nversion: four",
            "2:10: 'version' must be a whole number, found 'four'"
        ),
        ("schema: cairn.version/v1\nversion: 0", "2:10: 0 is no version number: they count from 1"),
        (
            "schema: cairn.version/v1\nvesion: 1",
            "2:1: unknown key 'vesion', did you mean 'version'?"
        ),
        ("", "1:1: the manifest must be a map, found nothing"),
        ("# only a comment", "1:17: the manifest must be a map, found nothing"),
        ("- a", "1:1: the manifest must be a map, found a list"),
    ])
    func `says what the whole file lacks`(text: String, want: String) {
        expect(VersionManifest.self, text, want)
    }

    @Test func `names the place of each kind of value in a model`() {
        let start = "schema: cairn.model/v1\nname: a/b\n"
        expect(
            ModelManifest.self, start + "risk: hgh",
            "3:7: 'hgh' is no risk: use low, medium or high")
        expect(
            ModelManifest.self, start + "aliases:\n  champion: 1\n  Best One: 2",
            "5:3: 'Best One' can't name an alias: use a lower-case letter, then up to 30 lower-case "
                + "letters, digits and '-', and neither 'latest', 'main', 'head', 'v' and a number, "
                + "nor only hex digits")
        expect(
            ModelManifest.self, start + "aliases: {champion: x}",
            "3:21: 'champion' must be a whole number, found 'x'")
        expect(
            ModelManifest.self, start + "owners: [*]",
            "3:10: anchors and aliases are not read: write the value out, "
                + "and put text that begins with '&' or '*' in quotes")
    }

    @Test(arguments: [
        (
            "limits: {manifest: 10Mb}",
            "6:20: '10Mb' is no size: write 512, 10KiB, 1MiB, 2GiB or 1TiB"
        ),
        (
            "store: s3:/abc",
            "6:8: 's3:/abc' can't name a store: use s3://<bucket>, or s3://<bucket>/<prefix> of "
                + "letters, digits and ._-"
        ),
        (
            "store: {url: \"s3://abc\", endpont: x}",
            "6:26: unknown key 'endpont', did you mean 'endpoint'?"
        ),
        ("store: {region: x}", "6:8: missing key 'url'"),
        ("limits: {manifst: 1MiB}", "6:10: unknown key 'manifst', did you mean 'manifest'?"),
        (
            "stages: [{name: production, approvals: {count: 1, form: \"*\"}}]",
            "6:1: the key 'stages' was given before"
        ),
    ])
    func `reads the policy as strictly`(lines: String, want: String) {
        let start = "schema: cairn.registry/v1\nregistry: acme\nid: \"1\"\naccess: []\nstages: []\n"
        expect(Policy.self, start + lines, want)
    }

    @Test(arguments: [
        ("approvals: {count: 1, form: \"*\"}", "6:43: unknown key 'form', did you mean 'from'?"),
        (
            "approvals: [{count: 1, from: \"*\", wen: {}}]",
            "6:55: unknown key 'wen', did you mean 'when'?"
        ),
        ("approvals_expire: 30", "6:39: '30' is no length of time: write 90s, 15m, 12h, 30d or 4w"),
        (
            "promote: {by: boss}",
            "6:35: 'boss' is no role: use viewer, reader, contributor, maintainer or admin"
        ),
        (
            "freeze: [{from: 2026-13-01, to: 2027-01-03}]",
            "6:37: '2026-13-01' is no day: write 2026-12-20"
        ),
        ("separation: 1", "6:33: 'separation' must be true or false, found '1'"),
        ("requires: [datasets.digst]", "6:32: 'datasets.digst' can't name a required field: use"),
    ])
    func `reads rules as strictly`(rule: String, want: String) {
        let start = "schema: cairn.registry/v1\nregistry: acme\nid: \"1\"\naccess: []\nstages:\n"
        expect(Policy.self, start + "  - {name: staging, " + rule + "}", want, isPrefix: true)
    }

    private func expect<Value: Decodable>(
        _ type: Value.Type, _ text: String, _ want: String, isPrefix: Bool = false
    ) {
        let error = #expect(throws: ManifestError.self) { try read(type, text) }
        let said = error?.description ?? ""
        #expect(
            isPrefix ? said.hasPrefix("version.yaml:\(want)") : said == "version.yaml:\(want)",
            "\(said)")
    }
}
