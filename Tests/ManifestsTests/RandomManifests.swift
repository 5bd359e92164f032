import FoundationEssentials
import RegistryCore
import Support

/// Manifests with everything in them that has ever broken a YAML writer.
enum RandomManifests {
    private static let pieces = [
        "a", "Z", "0", "7", "-", ".", ":", ": ", " #", "#", " ", "  ", "\n", "\n\n", "\t", "'",
        "\"", "\\",
        "[", "]", "{", "}", ",", "&", "*", "!", "|", ">", "%", "@", "`", "?", "=", "<<", "~",
        "null",
        "true", "no", "1e3", "0x1F", "2026-11-20", "---", "...", "é", "e\u{301}", "大", "😀",
        "\u{A0}",
        "\u{85}", "\u{2028}", "\u{0}", "\u{1B}", "\u{7F}", "\u{FFFF}", "\u{202E}", "\r",
        "\u{10FFFF}", "lorem ipsum dolor sit amet ", "a: b", "- c", "key:\n  value",
    ]

    static func text(using random: inout SplitMix) -> String {
        let count = Int.random(in: 0...6, using: &random)
        return (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    }

    static func map<Value>(
        using random: inout SplitMix, _ value: (inout SplitMix) -> Value
    ) -> [String: Value] {
        let count = Int.random(in: 0...3, using: &random)
        let pairs = (0..<count).map { _ in (text(using: &random), value(&random)) }
        return Dictionary(pairs) { first, _ in first }
    }

    /// Whatever may stand under `extra:`.
    static func free(depth: Int, using random: inout SplitMix) -> FreeValue {
        switch Int.random(in: 0..<(depth == 0 ? 1 : 3), using: &random) {
        case 0: return .text(text(using: &random))
        case 1:
            let count = Int.random(in: 0...3, using: &random)
            return .list((0..<count).map { _ in free(depth: depth - 1, using: &random) })
        default: return .map(map(using: &random) { free(depth: depth - 1, using: &$0) })
        }
    }

    static func version(using random: inout SplitMix) -> VersionManifest {
        var version = VersionManifest(version: VersionNumber(.random(in: 1...999, using: &random)))
        version.description = text(using: &random)
        version.created = Date(
            timeIntervalSince1970: Double(Int.random(in: 0...1 << 32, using: &random)))
        version.framework = Framework(name: text(using: &random), version: text(using: &random))
        version.parameters = map(using: &random) { text(using: &$0) }
        version.base = (0..<3).map { _ in text(using: &random) }
        var evaluation = Evaluation(
            dataset: text(using: &random), slice: map(using: &random) { text(using: &$0) },
            metrics: map(using: &random) { finite(using: &$0) })
        evaluation.files = []
        version.evaluations = [evaluation, Evaluation(dataset: "", metrics: [:])]
        version.source = Source()
        version.compute = Compute()
        version.compute?.co2Kg = finite(using: &random)
        version.extra = map(using: &random) { free(depth: 4, using: &$0) }
        return version
    }

    /// Any finite number, all bit patterns alike.
    private static func finite(using random: inout SplitMix) -> Double {
        let number = Double(bitPattern: random.next())
        return number.isFinite ? number : 0
    }
}
