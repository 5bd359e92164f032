import Git
import RegistryCore

extension Doctor {
    /// Compares the index of merge requests with them, which it must be possible to make it from.
    func requestIndex(_ catalog: Catalog) async throws(RegistryError) -> Finding {
        let tip = try catalog.tip(.requests)
        let index = RequestIndex(of: catalog, in: tip)
        do throws(RegistryError) {
            guard let whole = try index.rebuilt() else {
                return well("Every merge request is in the index")
            }
            return try await mend(
                "The index of merge requests is not what they make it"
            ) { () async throws(RegistryError) in
                let update = RefUpdate(
                    name: "\(CatalogRef.requests)", old: tip ?? .zero, new: whole)
                try await catalog.moveIndex([update], called: "the index of merge requests")
            }
        } catch {
            return ill(error.objections[0].message, remedy: error.objections[0].remedy)
        }
    }
}
