import Artifacts
import RegistryCore

extension Catalog {
    /// Where the policy on `main` keeps artifacts; `nil` for the folder beside the catalog.
    func storeLocation() throws(RegistryError) -> StoreLocation? {
        guard let commit = try tip(.main) else { return nil }
        return try policy(at: try snapshot(at: commit)).store
    }

    /// The registry's store, as the registry itself reaches it.
    func keptStore() throws(RegistryError) -> any OwnedStore {
        guard let location = try storeLocation() else { return store() }
        return RemoteStore(in: try S3Objects(opening: location, environment: environment))
    }
}
