package import RegistryCore

/// A ref and what it points to.
package struct Reference: Hashable, Sendable {
    /// The full name, under `refs/`.
    package let name: String
    /// Of an annotated tag the tag, not what it tags.
    package let id: ObjectID
}

extension GitProgram {
    /// The ref named `prefix` and all refs below it, ordered by name; `refs/heads` and
    /// `refs/heads/` are the same.
    ///
    /// Asked of `git`, which reads only that part of a sorted packed-refs file; libgit2 would load
    /// a million refs to list ten. Throws `tooMany` beyond `limit` refs, and `invalidReference`
    /// for a prefix no ref can have, so none is taken for a pattern.
    package func references(
        under prefix: String, limit: Int = 100_000
    ) async throws(GitError) -> [Reference] {
        let folder = prefix.hasSuffix("/") ? String(prefix.dropLast()) : prefix
        guard folder == "refs" || isReferenceName(folder) else {
            throw .invalidReference(prefix)
        }
        let lines = try await require([
            "for-each-ref", "--format=%(objectname) %(refname)",
            .option("--count", "\(limit + 1)"), "--", .value(folder),
        ]).text.split(separator: "\n")
        guard lines.count <= limit else { throw .tooMany(.references, limit: limit) }
        return lines.compactMap(Reference.init(parsing:))
    }
}

extension Reference {
    /// Reads `<id> <name>`, a ref's name having no spaces.
    fileprivate init?(parsing line: Substring) {
        let words = line.split(separator: " ")
        guard words.count == 2, let id = ObjectID(parsing: words[0]) else { return nil }
        self.id = id
        name = String(words[1])
    }
}
