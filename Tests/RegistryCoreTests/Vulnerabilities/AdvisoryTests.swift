import RegistryCore
import Testing

/// A record of a vulnerability of `torch` with these members of `affected`.
private func record(_ affected: String, _ more: String = "") -> Advisory? {
    let text = """
        {"schema_version": "1.6.0", "id": "PYSEC-2024-1"\(more), "affected": [
          {"package": {"ecosystem": "PyPI", "name": "Torch_Vision"}, \(affected)}]}
        """
    return Advisory(json: Array(text.utf8))
}

private func range(_ events: String, type: String = "ECOSYSTEM") -> String {
    "\"ranges\": [{\"type\": \"\(type)\", \"events\": [\(events)]}]"
}

private let fixed = range(#"{"introduced": "1.2"}, {"fixed": "2.0"}, {"introduced": "2.3"}"#)

@Suite struct `A known vulnerability` {
    @Test(
        arguments: [
            (fixed, "1.1", false), (fixed, "1.2", true), (fixed, "1.9.9", true),
            (fixed, "2.0rc1", true), (fixed, "2.0", false), (fixed, "2.2", false),
            (fixed, "2.3", true), (fixed, "10", true), (fixed, "2.0+cpu", false),
            (range(#"{"fixed": "2.0"}, {"introduced": "0"}"#), "0.1.dev1", true),
            (range(#"{"introduced": "0"}, {"last_affected": "2.0"}"#), "2.0+cu121", true),
            (range(#"{"introduced": "0"}, {"last_affected": "2.0"}"#), "2.0.post1", false),
            (#""versions": ["1.0", "2004d"]"#, "1.0.0", true),
            (#""versions": ["1.0", "2004d"]"#, "2004d", true),
            (#""versions": ["1.0", "2004d"]"#, "1.1", false),
            // What can't be compared may be affected.
            (fixed, "nightly", true), (range(#"{"introduced": "first"}"#), "1.0", true),
            (range(#"{"introduced": "a1b2"}"#, type: "GIT"), "1.0", false),
        ] as [(String, String, Bool)])
    func `affects what is listed and what lies in a range`(
        affected: String, version: String, isHit: Bool
    ) throws {
        let advisory = try #require(record(affected))
        #expect(advisory.findings(in: ["torch.vision": version]).isEmpty == !isHit)
        #expect(advisory.findings(in: ["torch": version]).isEmpty)
    }

    @Test func `is told of with what mends it`() throws {
        let aliases = #", "aliases": ["CVE-2024-7", "GHSA-xx-1", "no id"]"#
        let findings = try #require(record(fixed, aliases)).findings(in: [
            "torchvision": "1.5", "Torch-Vision": "1.5",
        ])
        #expect(
            findings == [
                KnownVulnerability(
                    ["PYSEC-2024-1", "CVE-2024-7", "GHSA-xx-1"],
                    "Torch-Vision 1.5 has PYSEC-2024-1, fixed in 2.0.")
            ])
    }

    @Test func `counts no more once it is withdrawn`() throws {
        let advisory = try #require(record(fixed, #", "withdrawn": "2024-01-01T00:00:00Z""#))
        #expect(!advisory.isOfPython)
        #expect(advisory.findings(in: ["torch-vision": "1.5"]).isEmpty)
    }

    @Test func `of another ecosystem is about no package of Python`() throws {
        let text =
            #"{"id": "RUSTSEC-1", "affected": [{"package": {"ecosystem": "crates.io", "name": "torch"}}]}"#
        #expect(try #require(Advisory(json: Array(text.utf8))).isOfPython == false)
    }

    @Test(arguments: ["CVE-2024-7", "GHSA-4xh5-x5gv-qwph", "x", "a:b_c.d", "Z9"])
    func `is called by an id`(text: String) {
        #expect(AdvisoryID(parsing: text)?.description == text)
    }

    @Test(arguments: [
        "", "CVE 7", "CVE\r7", "CVE\u{10}", "CVE\u{1a}7", "CVE@7", "CVE[7", "CVE\u{7f}", "é", "@",
        String(repeating: "x", count: 101),
    ])
    func `is called by nothing else`(text: String) {
        #expect(AdvisoryID(parsing: text) == nil)
    }

    @Test(arguments: ["", "[]", "{}", #"{"id": ""}"#, #"{"id": 7}"#, #"{"id": "a", "id": "b"}"#])
    func `is no other JSON`(text: String) {
        #expect(Advisory(json: Array(text.utf8)) == nil)
    }
}
