import RegistryCore
import SearchIndex

/// The search index of a served registry, opened once for all who ask.
actor SearchRoom {
    private let index: CatalogIndex
    private var held: IndexFile?

    init(opening place: CatalogPlace) throws(RegistryError) {
        index = CatalogIndex(of: try place.open())
    }

    /// Asks the index, showing the catalog as it is now; builds one where there is none, which
    /// takes minutes for a million versions.
    func ask<Answer: Sendable>(
        _ body: @Sendable (IndexFile) async throws -> Answer
    ) async throws(RegistryError) -> Answer {
        try await index.ask(for: .server, held: held) { file in
            held = file
            return try await body(file)
        }
    }
}
