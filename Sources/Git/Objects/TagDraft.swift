package import RegistryCore

/// An annotated tag on a commit to be written: its fields, and the bytes they make.
package struct TagDraft: Sendable {
    package let target: ObjectID
    package let name: String
    package let tagger: Identity
    /// Kept as given: no line end is added.
    package let message: String

    package init(target: ObjectID, name: String, tagger: Identity, message: String) {
        self.target = target
        self.name = name
        self.tagger = tagger
        self.message = message
    }

    /// The tag without a signature, which is what a signature is made over.
    package var payload: [UInt8] {
        Array("object \(target)\ntype commit\ntag \(name)\ntagger \(tagger)\n\n\(message)".utf8)
    }
}

extension Repository {
    /// Keeps a tag with an armoured signature over `draft.payload`, and returns its name; no ref
    /// moves.
    ///
    /// What it tags must be there.
    package func writeTag(
        _ draft: TagDraft, signature: [UInt8]
    ) throws(GitError) -> ObjectID {
        guard !draft.message.utf8.contains(0) else { throw .invalidMessage }
        try require(draft.target, is: .commit)
        return try write(draft.payload + signature, as: .tag)
    }
}
