import Git
package import RegistryCore

extension Workspace {
    /// Every model, by name.
    package func models() throws(RegistryError) -> ModelSummaries {
        try ModelSummaries(of: catalog, at: try catalog.snapshot())
    }

    /// The models that `stage` shows, by name: which version, since when, and by whom.
    package func models(in stage: StageName) async throws(RegistryError) -> ShownModels {
        let policy = try catalog.policy(at: try catalog.snapshot())
        guard policy.rules(for: stage) != nil else {
            throw RegistryError([policy.unknownStage(stage)])
        }
        let branches = try await catalog.refs(under: "refs/heads/stages/\(stage)/")
        return try ShownModels(in: stage, branches: branches, of: catalog)
    }
}
