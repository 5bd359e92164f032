/// What a merge request proposed at one time: a commit, and what it stands on.
package struct Revision: Hashable, Sendable, Codable {
    /// The commit under review; of a promotion the proposal itself.
    package let commit: ObjectID
    /// What it adds to: the newest commit that `main` had of it, or the stage's tip.
    package let base: ObjectID
    /// The models that it changes, by name; of a change of root files none.
    package let models: [ModelName]
    /// How many files it changes.
    package let files: Int
    /// How many of them belong to no model, such as the policy.
    package let rootFiles: Int

    enum CodingKeys: String, CodingKey {
        case commit, base, models, files
        case rootFiles = "root_files"
    }

    /// - Parameter models: In any order.
    package init(
        commit: ObjectID, base: ObjectID, models: [ModelName], files: Int, rootFiles: Int
    ) {
        self.commit = commit
        self.base = base
        self.models = models.sorted()
        self.files = files
        self.rootFiles = rootFiles
    }
}
