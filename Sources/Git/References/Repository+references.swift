import CGit
package import RegistryCore

extension Repository {
    /// What the ref `name` points to, a symbolic one being followed; `nil` if there is no such ref.
    ///
    /// The object is as the ref has it: of an annotated tag the tag, not what it tags.
    /// Throws `invalidReference` unless `name` is `HEAD` or a full name under `refs/`.
    package func reference(_ name: String) throws(GitError) -> ObjectID? {
        guard name == "HEAD" || isReferenceName(name) else { throw .invalidReference(name) }
        var target = git_oid()
        guard
            try unsafe found(
                handle.use { unsafe git_reference_name_to_id(&target, $0, name) })
        else { return nil }
        return ObjectID(target)
    }

    /// The value of a configuration key such as `user.email`: the repository's own, then the
    /// user's, then the machine's; `nil` if none has one.
    package func config(_ key: String) throws(GitError) -> String? {
        try Settings(of: handle)[key]
    }
}
