/// All that a query can ask of one version.
package struct SearchableVersion: Hashable, Sendable {
    package var model: ModelName
    /// Whether it is its model's newest.
    package var isLatest = false
    package var state = Annotations.State.active
    /// In seconds since 1970.
    package var created: Int64
    /// In seconds since 1970.
    package var updated: Int64
    /// The values of fields that are text, one or several.
    package var texts: [SearchField: [String]] = [:]
    /// By the metric's name.
    package var metrics: [String: Double] = [:]
    package var parameters: [String: String] = [:]
    /// The model's tags, and over them those of the version.
    package var tags: [String: String] = [:]
    /// What words are looked for in: descriptions, the card, tags.
    package var prose: [String] = []

    package init(model: ModelName, created: Int64, updated: Int64) {
        self.model = model
        self.created = created
        self.updated = updated
    }

    /// The values of a field that is compared as text.
    func texts(_ field: SearchField, _ key: String?) -> [String] {
        switch field {
        case .model: [model.description]
        case .namespace: [model.namespace.description]
        case .state: [state.rawValue]
        case .latest: isLatest ? ["latest"] : []
        case .param: key.flatMap { parameters[$0] }.map { [$0] } ?? []
        case .tag: key.flatMap { tags[$0] }.map { [$0] } ?? []
        case .framework, .task, .stage, .alias, .dataset, .owner, .license, .risk, .base, .run,
            .code, .author:
            texts[field] ?? []
        case .metric, .created, .updated: []
        }
    }

    /// The value of a field that is compared by size.
    func number(_ field: SearchField, _ key: String?) -> Double? {
        guard let key else { return nil }
        return field == .metric ? metrics[key] : parameters[key].flatMap(Double.init(decimal:))
    }
}
