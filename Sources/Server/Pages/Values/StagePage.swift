import FoundationEssentials
import Registry
import RegistryCore

/// What a stage shows, or showed at the end of some day.
struct StagePage: Encodable, Sendable {
    let stage: StageName
    /// The day or time that was asked for, as it was written.
    let at: String?
    let models: [ShownModel]
    /// How those of them came in for which somebody broke the glass.
    let broken: [Deployment]
    /// The query of the next page.
    let next: String?

    init(_ request: APIRequest) async throws {
        let (stage, instant) = try (request.stage, request.dayOrTime)
        let after = try request.after(ModelName.init(parsing:))
        let (page, broken) = try await request.view { view in
            let page = try view.models(
                in: stage, at: instant, after: after, limit: Self.mostModels)
            return (page, try await view.brokenGlass(among: page.items, at: instant))
        }
        self.stage = stage
        at = request.query["at"].flatMap { $0.isEmpty ? nil : $0 }
        models = page.items
        self.broken = broken
        next = request.next(after: page.end)
    }

    private static let mostModels = 50
}

/// Everything that a stage has shown of one model.
struct DeploymentsPage: Encodable, Sendable {
    let stage: StageName
    let model: ModelName
    let deployments: [Deployment]
    /// The query of the next page.
    let next: String?

    init(_ request: APIRequest) async throws {
        let (stage, model) = try (request.stage, request.model)
        let after = try request.after
        let page = try await request.view {
            try await $0.deployments(
                of: model, in: stage, after: after, limit: Self.mostDeployments)
        }
        self.stage = stage
        self.model = model
        deployments = page.items
        next = request.next(after: page.end)
    }

    private static let mostDeployments = 50
}

extension APIRequest {
    /// The moment to look back to: a time, or the end of a day, in UTC; `nil` for now.
    fileprivate var dayOrTime: Date? {
        get throws {
            guard let text = query["at"], !text.isEmpty else { return nil }
            if let day = Day(parsing: text) { return day.start.addingTimeInterval(86_399) }
            return try at
        }
    }
}
