package import RegistryCore

/// What a merge request on a Git host asks for: a commit to be merged into a branch.
package struct MergeProposal: Sendable {
    let target: Target
    /// The commit that the host would merge.
    let commit: ObjectID

    /// A branch that the registry's rules are about.
    enum Target: Hashable, Sendable {
        case main
        case stage(StageName, ModelName)
    }

    /// Reads what a host's job is told; a name that is no such branch, and a commit that is not
    /// given in full, is refused with `ref-refused` or `usage`.
    ///
    /// - Parameter branch: `main`, or `stages/<stage>/<namespace>/<name>`, without `refs/heads/`.
    package init(into branch: String, of commit: String) throws(RegistryError) {
        guard let id = ObjectID(parsing: commit) else {
            throw RegistryError(
                .usage, "'\(commit.printable)' is not the full id of a commit.",
                remedy: "Give all 40 digits of the commit that would be merged.")
        }
        self.commit = id
        switch CatalogRef(parsing: "refs/heads/\(branch)") {
        case .main: target = .main
        case .stage(let stage, let model): target = .stage(stage, model)
        default:
            throw RegistryError(
                .refRefused, "The registry's rules are not about the branch '\(branch.printable)'.",
                remedy: "Check what goes into main, or into stages/<stage>/<namespace>/<name>.")
        }
    }
}
