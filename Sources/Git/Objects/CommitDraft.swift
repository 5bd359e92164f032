package import RegistryCore

/// A commit to be written: its fields, and the bytes they make.
package struct CommitDraft: Sendable {
    package let tree: ObjectID
    package let parents: [ObjectID]
    package let author: Identity
    package let committer: Identity
    /// Kept as given: no line end is added.
    package let message: String

    package init(
        tree: ObjectID, parents: [ObjectID], author: Identity, committer: Identity,
        message: String
    ) {
        self.tree = tree
        self.parents = parents
        self.author = author
        self.committer = committer
        self.message = message
    }

    /// The commit without a signature, which is what a signature is made over.
    package var payload: [UInt8] {
        encoded(signature: nil)
    }

    /// The commit with an armoured signature, folded into its `gpgsig` header.
    func encoded(signature: String?) -> [UInt8] {
        let parents = parents.map { "parent \($0)\n" }.joined()
        let headers = "tree \(tree)\n\(parents)author \(author)\ncommitter \(committer)\n"
        return Array("\(headers)\(signature.map(folded) ?? "")\n\(message)".utf8)
    }

    private func folded(_ signature: String) -> String {
        let lines = signature.split(separator: "\n")
        return "gpgsig \(lines.joined(separator: "\n "))\n"
    }
}
