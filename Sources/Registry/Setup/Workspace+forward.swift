import Git
import RegistryCore

extension Workspace {
    /// Takes the clone's own `main` along to a commit that the registry has just accepted, if it is
    /// checked out and nothing is in the way.
    ///
    /// A courtesy: what was asked for is done, so whatever keeps git from it is no failure. Files
    /// stay pointers, for nobody asked for their bytes.
    func takeAlong(to commit: ObjectID) async {
        guard let workTree else { return }
        let environment = session.environment.merging(["GIT_LFS_SKIP_SMUDGE": "1"]) { $1 }
        let git = GitProgram(directory: workTree, environment: environment)
        let head = try? await git.run(["symbolic-ref", "--quiet", "HEAD"])
        guard head?.line == CatalogRef.main.description else { return }
        await clearLocks(["index.lock", "HEAD.lock", "ORIG_HEAD.lock", "refs/heads/main.lock"])
        _ = try? await git.run(["merge", "--quiet", "--ff-only", .id(commit)])
    }
}
