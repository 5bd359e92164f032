import Artifacts
import RegistryCore
import SearchIndex

extension Doctor {
    /// Reads every page of the search index; one that was never made is nobody's fault.
    func searchIndex(_ catalog: Catalog) async throws(RegistryError) -> Finding {
        let index = CatalogIndex(of: catalog)
        switch try index.status(readsAll: true).state {
        case .missing: return well("There is no search index yet: the first search makes it")
        case .current, .behind: return well("The search index is whole")
        case .damaged:
            return try await mend(
                "The search index is damaged"
            ) { () async throws(RegistryError) in
                try await index.build(.silent)
            }
        }
    }
}
