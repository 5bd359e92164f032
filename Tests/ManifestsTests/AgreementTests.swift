import FuzzTargets
import Manifests
import RegistryCore
import Support
import Testing

@Suite struct `What Cairn reads as YAML` {
    /// Pieces of YAML that, put together at random, hit every rule and most of the exceptions.
    private static let pieces = [
        "a", "b", "key", "x y", "é", "1", "~", "-", "- ", "- ", ": ", ": ", ":", "a: ", "b: ",
        "- a: ",
        "\n", "\n", "\n", "\n  ", "\n  ", "\n    ", "\n\n", " ", "  ", "\t", "#", " # c", "'", "\"",
        "'it''s'", "\"q\\n\\x41\\u00e9\"", "\\", "\"a\\\n  b\"", "[", "]", "{", "}", ", ", ",",
        "[a, b]",
        "{a: 1}", "{\"a\":b}", "|", ">", "|-\n  t", ">\n  t\n  u", "|+", ">2", "|\n", "?", "? ",
        "!", "!t ",
        "&", "&a ", "*a", "%", "@", "---", "---\n", "\n---\n", "...", "\n...\n", "\r\n", "<<", "=",
        "\n   more\n", "\n\n  t\n", "a:\n- b\n- c\n", "- - x\n  - y\n", "''", "\"\"", "a\n", "?x",
        ":x",
    ]

    @Test func `means the same to libyaml, whatever it is made of`() {
        var random = SplitMix(seed: 20_261_120)
        let accepted = (0..<20_000).count { _ in
            let count = Int.random(in: 1...14, using: &random)
            let pieces = (0..<count).map { _ in Self.pieces.randomElement(using: &random) ?? "" }
            return agrees(pieces.joined())
        }
        #expect(accepted > 2_000)
    }

    @Test(arguments: [Example.model, Example.version, Example.registry])
    func `means the same to libyaml, however the design's files are damaged`(text: String) {
        var random = SplitMix(seed: 42)
        let marks = Array("-:,[]{}#&*!|>'\"%@`?\\ \n\ta1")
        let accepted = (0..<500).count { _ in
            var characters = Array(text)
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let start = Int.random(in: 0..<characters.count, using: &random)
                let end = min(characters.count, start + Int.random(in: 0...2, using: &random))
                characters.replaceSubrange(
                    start..<end, with: marks.randomElement(using: &random).map { [$0] } ?? [])
            }
            return agrees(String(characters))
        }
        #expect(accepted > 50)
    }

    /// Whether Cairn reads `text`; libyaml must then read the same.
    private func agrees(_ text: String) -> Bool {
        let ours = try? readManifest(FreeValue.self, from: Array(text.utf8), path: "t")
        guard let ours else { return false }
        #expect(ours == (try? valueByLibYAML(text)), "\(text.debugDescription)")
        return true
    }
}
