package import RegistryCore

extension GitProgram {
    /// The commits from `tip` along first parents, newest first, to the root or to where a shallow
    /// clone ends.
    ///
    /// For a line of a million: `git` reads the commit-graph, where `Repository.firstParents` reads
    /// every commit.
    package func firstParents(from tip: ObjectID) async throws(GitError) -> [ObjectID] {
        let output = try await require(
            ["rev-list", "--first-parent", .id(tip)], limit: 1 << 30
        ).output
        var commits: [ObjectID] = []
        commits.reserveCapacity(output.count / Self.digitsAndNewline)
        var rest = output[...]
        while let commit = ObjectID(parsing: rest.prefix(Self.digitsAndNewline - 1)) {
            commits.append(commit)
            rest = rest.dropFirst(Self.digitsAndNewline)
        }
        return commits
    }

    private static let digitsAndNewline = 41
}
