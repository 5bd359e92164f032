package import RegistryCore

/// A commit's fields, as values.
package struct Commit: Hashable, Sendable {
    package let id: ObjectID
    package let tree: ObjectID
    /// In the commit's order; also named where a shallow clone has cut them off.
    package let parents: [ObjectID]
    package let author: Identity
    package let committer: Identity
    /// All below the headers; bytes that are not UTF-8 are replaced.
    package let message: String
    /// Whether a header begins as that of a signature does, whatever follows.
    package let isSigned: Bool

    /// Reads the fields from a commit's bytes; `nil` if they are not those of a commit.
    package init?(_ id: ObjectID, parsing bytes: [UInt8]) {
        var reader = HeaderReader(bytes)
        guard let tree = reader.id("tree") else { return nil }
        var parents: [ObjectID] = []
        while let parent = reader.id("parent") {
            parents.append(parent)
        }
        guard let author = reader.value("author").flatMap(Identity.init(parsing:)),
            let committer = reader.value("committer").flatMap(Identity.init(parsing:))
        else { return nil }
        self.id = id
        self.tree = tree
        self.parents = parents
        self.author = author
        self.committer = committer
        isSigned = reader.skipHeaders().contains { $0.starts(with: "gpgsig".utf8) }
        message = reader.message()
    }

    /// The message's first line.
    package var subject: String {
        message.prefix { $0 != "\n" }.description
    }
}
