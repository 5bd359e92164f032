import Registry
import RegistryCore

/// The ladder, and what each stage demands of a version.
struct StagesPage: Encodable, Sendable {
    let stages: [Stage]

    /// A rung of the ladder.
    struct Stage: Encodable, Sendable {
        let stage: StageName
        let after: StageName?
        /// One sentence each; `nil` for whoever may not read the policy.
        let rules: [String]?
    }

    init(_ request: APIRequest) async throws {
        let caller = request.caller
        stages = try await request.view { view in
            let mayRead = view.policy.access(of: caller, to: .read) == .allowed
            return try view.policy.stages.map { rules in
                Stage(
                    stage: rules.name, after: rules.after,
                    rules: mayRead ? try view.policy.explanation(of: rules.name) : nil)
            }
        }
    }
}
