/// The version of a Python package, ordered as PEP 440 orders them; of two that differ in their
/// local part alone (`2.4.0+cu121`) neither comes first, since advisories know none.
package struct PythonVersion: Hashable, Comparable, Sendable {
    private let epoch: UInt64
    /// Without zeros at its end: 1.0 is 1.
    private let release: [UInt64]
    private let stage: Stage
    private let post: UInt64?
    /// `nil` for what is no development release, which comes after all that are.
    private let development: UInt64?

    /// What comes before a release, in its order, and the release itself.
    private enum Stage: Hashable, Comparable {
        /// `1.0.dev1`: before every alpha of 1.0.
        case unfinished
        case alpha(UInt64), beta(UInt64), candidate(UInt64)
        case final
    }

    /// The longest text that is read, in bytes.
    private static let longest = 200

    /// Reads every spelling that PEP 440 allows; `nil` for anything else.
    package init?(parsing text: some StringProtocol) {
        guard text.utf8.count <= Self.longest else { return nil }
        var reader = VersionReader(text)
        epoch = reader.epoch()
        guard let release = reader.release() else { return nil }
        self.release = release
        let stage = reader.numbered(["alpha", "a", "beta", "b", "preview", "pre", "rc", "c"])
        post = reader.implicitPost() ?? reader.numbered(["post", "rev", "r"])?.number
        development = reader.numbered(["dev"])?.number
        guard reader.skipLocal() else { return nil }
        self.stage =
            switch stage?.word.first {
            case "a": .alpha(stage?.number ?? 0)
            case "b": .beta(stage?.number ?? 0)
            case .some: .candidate(stage?.number ?? 0)
            case nil: post == nil && development != nil ? .unfinished : .final
            }
    }

    package static func < (left: PythonVersion, right: PythonVersion) -> Bool {
        if left.epoch != right.epoch { return left.epoch < right.epoch }
        if left.release != right.release {
            return left.release.lexicographicallyPrecedes(right.release)
        }
        if left.stage != right.stage { return left.stage < right.stage }
        if left.post != right.post {
            // Whatever is after a release comes after it.
            guard let mine = left.post, let theirs = right.post else { return left.post == nil }
            return mine < theirs
        }
        guard let mine = left.development, let theirs = right.development else {
            return left.development != nil && right.development == nil
        }
        return mine < theirs
    }
}

/// Takes the text of a version apart, from its beginning.
private struct VersionReader {
    private var rest: Substring

    init(_ text: some StringProtocol) {
        let text = text.lowercased()
        rest = text[...].drop(while: \.isWhitespace)
        while rest.last?.isWhitespace == true { rest.removeLast() }
        if rest.first == "v" { rest.removeFirst() }
    }

    mutating func epoch() -> UInt64 {
        let before = rest
        guard let number = number(), rest.first == "!" else {
            rest = before
            return 0
        }
        rest.removeFirst()
        return number
    }

    mutating func release() -> [UInt64]? {
        guard let first = number() else { return nil }
        var parts = [first]
        while rest.first == "." {
            let before = rest
            rest.removeFirst()
            guard let part = number() else {
                rest = before
                break
            }
            parts.append(part)
        }
        while parts.count > 1, parts.last == 0 { parts.removeLast() }
        return parts
    }

    /// One of `words` with a number, which is 0 if it isn't there: `.rc1`, `-beta.2`, `dev`.
    mutating func numbered(_ words: [String]) -> (word: String, number: UInt64)? {
        let before = rest
        skipSeparator()
        guard let word = words.first(where: { rest.hasPrefix($0) }) else {
            rest = before
            return nil
        }
        rest = rest.dropFirst(word.count)
        let after = rest
        skipSeparator()
        guard let number = number() else {
            rest = after
            return (word, 0)
        }
        return (word, number)
    }

    /// `1.0-2` is another way to write `1.0.post2`.
    mutating func implicitPost() -> UInt64? {
        let before = rest
        guard rest.first == "-" else { return nil }
        rest.removeFirst()
        guard let number = number() else {
            rest = before
            return nil
        }
        return number
    }

    /// Passes over the local part; `false` if anything else is left.
    mutating func skipLocal() -> Bool {
        guard rest.first == "+" else { return rest.isEmpty }
        let parts = rest.dropFirst().split(omittingEmptySubsequences: false) { "._-".contains($0) }
        return parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { isNameByte($0) } }
    }

    private mutating func skipSeparator() {
        if let first = rest.first, "._-".contains(first) { rest.removeFirst() }
    }

    private mutating func number() -> UInt64? {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard let number = UInt64(digits) else { return nil }
        rest = rest.dropFirst(digits.count)
        return number
    }
}
