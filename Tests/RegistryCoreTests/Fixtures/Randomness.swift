import Support

extension SplitMix {
    /// One of `choices`, which are not empty.
    mutating func pick<Choices: Collection>(_ choices: Choices) -> Choices.Element {
        let offset = Int.random(in: 0..<choices.count, using: &self)
        return choices[choices.index(choices.startIndex, offsetBy: offset)]
    }

    /// Text of `length` characters out of `alphabet`.
    mutating func text(of alphabet: String, length: ClosedRange<Int>) -> String {
        let count = Int.random(in: length, using: &self)
        return String((0..<count).map { _ in pick(alphabet) })
    }
}
