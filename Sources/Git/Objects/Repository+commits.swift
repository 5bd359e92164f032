package import RegistryCore

extension Repository {
    /// Reads a commit of at most `ObjectLimit.text` bytes.
    package func commit(_ id: ObjectID) throws(GitError) -> Commit {
        try memory.commit(id) { () throws(GitError) in
            let bytes = try bytes(of: id, as: .commit, limit: ObjectLimit.text)
            guard let commit = Commit(id, parsing: bytes) else { throw .malformed(id) }
            return (commit, bytes.count)
        }
    }

    /// Reads an annotated tag of at most `ObjectLimit.text` bytes.
    package func tag(_ id: ObjectID) throws(GitError) -> Tag {
        let bytes = try bytes(of: id, as: .tag, limit: ObjectLimit.text)
        guard let tag = Tag(id, parsing: bytes) else { throw .malformed(id) }
        return tag
    }

    /// Keeps a commit and returns its name; no ref moves.
    ///
    /// Its tree and parents must be there. An armoured `signature` is one over `draft.payload`.
    package func writeCommit(
        _ draft: CommitDraft, signature: String? = nil
    ) throws(GitError) -> ObjectID {
        guard !draft.message.utf8.contains(0) else { throw .invalidMessage }
        try require(draft.tree, is: .tree)
        for parent in draft.parents {
            try require(parent, is: .commit)
        }
        return try write(draft.encoded(signature: signature), as: .commit)
    }

    /// Keeps an unsigned commit of these fields and returns its name; no ref moves.
    package func writeCommit(
        tree: ObjectID, parents: [ObjectID], author: Identity, committer: Identity,
        message: String
    ) throws(GitError) -> ObjectID {
        try writeCommit(
            CommitDraft(
                tree: tree, parents: parents, author: author, committer: committer,
                message: message))
    }
}
