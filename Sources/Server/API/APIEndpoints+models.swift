import Registry
import RegistryCore

extension APIEndpoints {
    /// Models, their versions, and what is in them.
    static let ofModels: [APIEndpoint] = [
        .list("/models", "listModels", "Every model, by name.", .named(.model)) { request in
            let (after, limit) = try (request.after(ModelName.init(parsing:)), request.limit)
            return try await request.view { try $0.models(after: after, limit: limit) }
        },
        .value(
            "/models/{namespace}/{name}", "getModel", "One model at a glance.", .named(.model)
        ) { request in
            let model = try request.model
            return try await request.view { try $0.model(model) }
        },
        .list(
            "/models/{namespace}/{name}/versions", "listVersions",
            "A model's versions, newest first.", .named(.versionEntry), [.metrics]
        ) { request in
            let (model, limit) = try (request.model, request.limit)
            let before = try request.after(VersionNumber.init(parsing:))
            let metrics = (request.query["metrics"] ?? "").split(separator: ",").map(String.init)
            return try await request.view {
                try $0.versions(of: model, metrics: metrics, before: before, limit: limit)
            }
        },
        .value(
            "/models/{namespace}/{name}/versions/{version}", "getVersion",
            "Everything that is known of a version but what was signed about it.",
            .named(.version)
        ) { request in
            let reference = try request.reference
            return try await request.view { try $0.version(reference) }
        },
        .list(
            "/models/{namespace}/{name}/versions/{version}/artifacts", "listArtifacts",
            "The files of a version, by path.", .named(.artifact)
        ) { request in
            let (reference, after, limit) = try (
                request.reference, request.after, request.limit
            )
            return try await request.view {
                try $0.artifacts(of: reference, after: after, limit: limit)
            }
        },
        APIEndpoint(
            path: "/models/{namespace}/{name}/versions/{version}/artifacts/{path}",
            name: "getArtifact",
            summary: "The bytes of a file of a version, all of them or a range.",
            action: .download, parameters: [], kind: .bytes
        ) { request in
            let (reference, path) = try (request.reference, request.artifact)
            let pointer = try await request.view { try $0.artifact(path, of: reference) }
            return .response(
                try await ArtifactAnswer(
                    exchange: request.exchange, metrics: request.gate.metrics,
                    catalog: request.catalog, person: request.caller.person, pointer: pointer,
                    isPermanent: reference.isPermanent
                ).direct())
        },
        .list(
            "/models/{namespace}/{name}/versions/{version}/approvals", "listApprovals",
            "What was signed about a version.", .named(.approval)
        ) { request in
            let (reference, after, limit) = try (
                request.reference, request.after, request.limit
            )
            return try await request.view {
                try await $0.approvals(of: reference, after: after, limit: limit)
            }
        },
        .list(
            "/models/{namespace}/{name}/versions/{version}/checks", "listChecks",
            "What checks outside the registry found of a version.", .named(.outsideCheck)
        ) { request in
            let (reference, after, limit) = try (
                request.reference, request.after, request.limit
            )
            return try await request.view {
                try await $0.outsideChecks(of: reference, after: after, limit: limit)
            }
        },
    ]
}

extension APIParameter {
    /// Which metrics to tell of each version.
    fileprivate static let metrics = APIParameter(
        name: "metrics", description: "The metrics to tell of each, with commas between.",
        schema: .text())
}

extension Reference {
    /// Whether it means the same version for good.
    fileprivate var isPermanent: Bool {
        switch selector {
        case .version, .commit: true
        case .latest, .pointer: false
        }
    }
}
