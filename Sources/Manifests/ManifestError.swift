/// Why a manifest can't be read, and where in it the reason stands.
package struct ManifestError: Error, Equatable, Sendable {
    package let origin: Origin
    package let problem: Problem

    /// Everything that can be wrong with a manifest.
    package enum Problem: Equatable, Sendable {
        // The bytes
        case tooLarge(limit: Int)
        case notUTF8
        case controlCharacter(UInt32)

        // YAML, and the parts of it that manifests do without
        case malformed(YAMLFault)
        case tooDeep(limit: Int)
        case anchor
        case tag
        case severalDocuments
        case keyTooLong(limit: Int)
        case duplicateKey(String)

        // What a manifest may say
        case unknownKey(String, nearest: String?)
        /// `value` is the only one the key may have, where there is only one.
        case missingKey(String, value: String?)
        case wrongType(key: String?, expected: Expected, found: String)
        case notFinite(key: String?, found: String)
        case outOfRange(key: String?, found: String)
        case notListed(String, noun: String, allowed: [String])
        /// A name, date or size that breaks its own rule, in the words of that rule.
        case invalid(String)
        /// `--set list.<index>` that is neither an entry nor the one after the last.
        case noSuchEntry(String, count: Int)
        /// `--set text.<key>`, where text can't hold a key.
        case noPlace(forKey: String, found: String)
    }

    /// What stands where something else should.
    package enum Expected: String, Sendable {
        case text
        case wholeNumber = "a whole number"
        case number = "a number"
        case truth = "true or false"
        case date = "a time in UTC such as 2026-11-20T14:03:11Z"
        case list = "a list"
        case map = "a map"
    }
}

/// Where something was written: a file, a word of the command line, or standard input.
package struct Origin: Hashable, Sendable {
    package let path: String
    /// `nil` for what has no text of its own, such as a value that a program filled in.
    package let place: Place?

    package init(path: String, place: Place? = nil) {
        self.path = path
        self.place = place
    }

    /// A line and a column, both counted from 1; a column is one Unicode scalar, as in editors.
    package struct Place: Hashable, Sendable {
        package let line: Int
        package let column: Int

        package init(line: Int, column: Int) {
            self.line = line
            self.column = column
        }
    }
}
