package import RegistryCore

extension VersionNumber: Word {
    package static var noun: String { "a version" }
    package static var grammar: String { "v and the version's number, such as v3" }

    /// Reads `v3`.
    package init?(parsing text: String) {
        self.init(parsing: text[...])
    }
}

extension ObjectID: Word {
    package static var noun: String { "the full id of a commit" }
    package static var grammar: String { "all 40 lower-case hex digits, not an abbreviation" }

    /// Reads 40 lower-case hex digits.
    package init?(parsing text: String) {
        self.init(parsing: text[...])
    }
}

extension TimeSpan: Word {
    package static var noun: String { "a length of time" }
    package static var grammar: String {
        "a number and one of s, m, h, d and w, such as 30d"
    }
}
