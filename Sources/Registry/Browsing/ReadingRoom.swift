import RegistryCore

/// A catalog of its own for those who browse, so that who asks for much keeps nobody waiting at the
/// gate; an actor, since libgit2 wants a repository on one thread at a time.
actor ReadingRoom {
    private let catalog: Catalog

    init(opening place: CatalogPlace) throws(RegistryError) {
        catalog = try place.open()
    }

    func read<Answer: Sendable>(
        _ body: @Sendable (Catalog) async throws -> Answer
    ) async throws -> Answer {
        try await body(catalog)
    }
}
