package import RegistryCore

/// One word for `git`, of which it is known whether it may be an option.
///
/// A literal in our source may be anything. A value from elsewhere comes only through a function
/// that refuses what `git` could take for an option (CVE-2017-1000117, CVE-2018-17456).
package struct GitArgument: Sendable, ExpressibleByStringLiteral {
    let word: String

    /// A word we wrote ourselves; there is no interpolation into one.
    package init(stringLiteral word: StaticString) {
        self.word = "\(word)"
    }

    private init(word: String) throws(GitError) {
        guard !word.utf8.contains(0) else { throw .invalidArgument(word) }
        self.word = word
    }

    /// A URL, path, ref name, pattern…; throws `invalidArgument` if it is empty or begins with `-`.
    package static func value(_ text: String) throws(GitError) -> GitArgument {
        guard let first = text.utf8.first, first != UInt8(ascii: "-") else {
            throw .invalidArgument(text)
        }
        return try GitArgument(word: text)
    }

    /// An object's full name.
    package static func id(_ id: ObjectID) -> GitArgument {
        GitArgument(id)
    }

    /// An option and its value in one word: `--branch=value`, `-mvalue`, and after `-c`,
    /// `user.name=value`. The value may be any text, but not empty after a one-letter option,
    /// which would take the next word instead.
    package static func option(
        _ name: StaticString, _ value: String
    ) throws(GitError) -> GitArgument {
        let name = "\(name)"
        let isLetter = name.hasPrefix("-") && !name.hasPrefix("--")
        guard !isLetter || !value.isEmpty else { throw .invalidArgument(name) }
        return try GitArgument(word: isLetter ? name + value : "\(name)=\(value)")
    }

    private init(_ id: ObjectID) {
        word = id.description
    }
}
