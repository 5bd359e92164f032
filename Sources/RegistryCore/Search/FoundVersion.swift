package import FoundationEssentials

/// A version that a query has found, at a glance.
package struct FoundVersion: Equatable, Sendable {
    package let model: ModelName
    package let version: VersionNumber
    package let commit: ObjectID
    package let created: Date
    package let updated: Date
    package var state = Annotations.State.active
    /// Whether it is its model's newest.
    package var isLatest = false
    /// The stages that show it now, by name.
    package var stages: [StageName] = []
    /// The aliases that point to it now, by name.
    package var aliases: [AliasName] = []
    package var author: String?
    package var framework: String?
    package var task: String?
    package var license: String?
    package var risk: Risk?
    /// What the record says of it, or else what is said of its model.
    package var description: String?
    /// The values of those metrics that the query or its order names.
    package var metrics: [String: Double] = [:]

    package init(
        model: ModelName, version: VersionNumber, commit: ObjectID, created: Date, updated: Date
    ) {
        self.model = model
        self.version = version
        self.commit = commit
        self.created = created
        self.updated = updated
    }
}

extension FoundVersion: Encodable {
    private enum CodingKeys: String, CodingKey {
        case reference, model, version, commit, created, updated, state, stages, aliases, author
        case framework, task, license, risk, description, metrics
        case isLatest = "latest"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode("\(model)@\(version)", forKey: .reference)
        try container.encode(model, forKey: .model)
        try container.encode(version, forKey: .version)
        try container.encode(commit, forKey: .commit)
        try container.encode(created, forKey: .created)
        try container.encode(updated, forKey: .updated)
        try container.encode(state, forKey: .state)
        try container.encode(isLatest, forKey: .isLatest)
        try container.encode(stages, forKey: .stages)
        try container.encode(aliases, forKey: .aliases)
        try container.encodeIfPresent(author, forKey: .author)
        try container.encodeIfPresent(framework, forKey: .framework)
        try container.encodeIfPresent(task, forKey: .task)
        try container.encodeIfPresent(license, forKey: .license)
        try container.encodeIfPresent(risk, forKey: .risk)
        try container.encodeIfPresent(description, forKey: .description)
        try container.encode(metrics, forKey: .metrics)
    }
}
