/// What a run of `maintenance` found and left.
package struct MaintenanceReport: Encodable, Sendable {
    package let path: String
    package let before: RepositoryCondition
    package let after: RepositoryCondition
    /// Files that Git left when it was cut short, now removed, seen from the repository.
    package let leftovers: [String]
}

/// How scattered a repository is: what a reader must look through to find one object or one ref.
package struct RepositoryCondition: Hashable, Encodable, Sendable {
    package var looseObjects: Int
    package var packs: Int
    /// In bytes.
    package var packedSize: Int64
    package var looseRefs: Int
    /// How many files the commit-graph is in; none where there is no graph.
    package var graphLayers: Int

    private enum CodingKeys: String, CodingKey {
        case packs
        case looseObjects = "loose_objects"
        case packedSize = "packed_size"
        case looseRefs = "loose_refs"
        case graphLayers = "graph_layers"
    }
}
