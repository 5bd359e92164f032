import Support

/// Damages seeds as libFuzzer does, but the same on every run.
struct Mutator {
    private let seeds: [[UInt8]]
    private var random: SplitMix

    init(seeds: [[UInt8]], seed: UInt64) {
        self.seeds = seeds
        random = SplitMix(seed: seed)
    }

    /// A seed with one to four changes.
    mutating func next() -> [UInt8] {
        var bytes = pick(seeds) ?? []
        for _ in 0..<Int.random(in: 1...4, using: &random) { change(&bytes) }
        return bytes
    }

    private mutating func change(_ bytes: inout [UInt8]) {
        let start = Int.random(in: 0...bytes.count, using: &random)
        let end = min(bytes.count, start + Int.random(in: 0...8, using: &random))
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes.removeSubrange(start..<end)
        case 1: bytes.insert(.random(in: 0...255, using: &random), at: start)
        case 2: bytes.insert(contentsOf: bytes[start..<end], at: start)
        case 3: splice(into: &bytes, at: start)
        default: flipBit(of: &bytes, at: start)
        }
    }

    /// Puts a part of another seed in the place of what follows.
    private mutating func splice(into bytes: inout [UInt8], at start: Int) {
        let other = pick(seeds) ?? []
        let from = Int.random(in: 0...other.count, using: &random)
        bytes.replaceSubrange(start..., with: other[from...])
    }

    private mutating func flipBit(of bytes: inout [UInt8], at index: Int) {
        guard index < bytes.count else { return }
        bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    }

    private mutating func pick(_ choices: [[UInt8]]) -> [UInt8]? {
        choices.randomElement(using: &random)
    }
}
