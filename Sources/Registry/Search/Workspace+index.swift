import Git
package import RegistryCore
import SearchIndex

extension Workspace {
    /// Builds the search index anew, and counts each commit of `main` as it is done.
    package func rebuildIndex() async throws(RegistryError) -> IndexReport {
        try await index.build(session.progress)
    }

    /// How that index is.
    package func indexStatus() throws(RegistryError) -> IndexStatus {
        try index.status(readsAll: true)
    }

    /// How many commits `main` has, to follow a rebuild by.
    package func commitCount() async throws(RegistryError) -> Int {
        let tip = try catalog.snapshot().commit
        do {
            let output = try await catalog.objectGit.require([
                "rev-list", "--count", "--first-parent", .id(tip),
            ])
            return Int(output.text.prefix { $0.isNumber }) ?? 0
        } catch {
            throw explain(error, "git rev-list")
        }
    }

    /// The search index of the registry, or of the clone or mirror through which it is read.
    var index: CatalogIndex {
        get throws(RegistryError) {
            guard let registryFolder, catalog.layout == .bare else {
                return CatalogIndex(of: catalog)
            }
            // What we have there is a repository for drafts beside it.
            return CatalogIndex(
                of: try Catalog.open(registryFolder, environment: session.environment))
        }
    }
}
