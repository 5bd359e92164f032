import Registry
import RegistryCore

extension APIEndpoints {
    /// Stages: what each demands, what it shows, and what it has shown.
    static let ofStages: [APIEndpoint] = [
        .list("/stages", "listStages", "The ladder, lowest first.", .named(.stage)) { request in
            let (after, limit) = try (request.after, request.limit)
            return try await request.view { try $0.stages(after: after, limit: limit) }
        },
        .value(
            "/stages/{stage}", "getStage", "What a stage demands, one sentence a rule.",
            .named(.stageRules), for: .read
        ) { request in
            let stage = try request.stage
            return try await request.view { view in
                StageRulesReport(stage: stage, rules: try view.policy.explanation(of: stage))
            }
        },
        .list(
            "/stages/{stage}/models", "listShownModels",
            "What a stage shows of each model, or showed at some time; a page may hold less than "
                + "its limit, and the next one more.",
            .named(.shownModel), [.at]
        ) { request in
            let (stage, limit, instant) = try (request.stage, request.limit, request.at)
            let after = try request.after(ModelName.init(parsing:))
            return try await request.view {
                try $0.models(in: stage, at: instant, after: after, limit: limit)
            }
        },
        .value(
            "/models/{namespace}/{name}/stages/{stage}", "getDeployment",
            "What a stage shows of a model, or showed at some time, and who brought it there.",
            .named(.deployment), [.at]
        ) { request in
            let (model, stage, instant) = try (request.model, request.stage, request.at)
            return try await request.view {
                try await $0.deployment(of: model, in: stage, at: instant)
            }
        },
        .list(
            "/models/{namespace}/{name}/stages/{stage}/log", "listDeployments",
            "Everything a stage has shown of a model, newest first.", .named(.deployment)
        ) { request in
            let (model, stage) = try (request.model, request.stage)
            let (after, limit) = try (request.after, request.limit)
            return try await request.view {
                try await $0.deployments(of: model, in: stage, after: after, limit: limit)
            }
        },
    ]
}

/// What `cairn policy explain` tells too.
private struct StageRulesReport: Encodable {
    let stage: StageName
    let rules: [String]
}
