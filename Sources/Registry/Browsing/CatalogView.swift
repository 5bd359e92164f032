import Artifacts
import FoundationEssentials
import Git
package import RegistryCore

/// A registry at one moment, as somebody may see it: a model of a namespace that is not theirs to
/// see is not there, and everything is answered as if it never had been.
///
/// Like its catalog for one thread at a time.
package struct CatalogView {
    let catalog: Catalog
    let snapshot: Snapshot
    /// The policy in force.
    package let policy: Policy
    /// The commit of `main`.
    package var main: ObjectID { snapshot.commit }
    let now: Date
    let store: (any ArtifactStore)?
    let caller: Caller
    /// What may be seen; `nil`: everything.
    let namespaces: Set<Namespace>?

    init(
        of catalog: Catalog, for caller: Caller, now: Date, _ store: (any ArtifactStore)?
    ) throws(RegistryError) {
        self.catalog = catalog
        self.now = now
        self.store = store
        self.caller = caller
        snapshot = try catalog.snapshot()
        policy = try catalog.policy(at: snapshot)
        namespaces = policy.visibleNamespaces(of: caller)
    }

    /// Whether there is anything of that namespace to see.
    func shows(_ namespace: Namespace) -> Bool {
        namespaces?.contains(namespace) ?? true
    }

    /// Throws `model-missing` for a model that is not there, or is not theirs to see.
    func require(_ model: ModelName) throws(RegistryError) {
        guard shows(model.namespace), try catalog.model(model, in: snapshot.tree) != nil else {
            throw catalog.missingModel(model)
        }
    }

    /// Throws `stage-missing` unless the policy has the stage.
    func require(_ stage: StageName) throws(RegistryError) {
        if policy.rules(for: stage) == nil { throw RegistryError([policy.unknownStage(stage)]) }
    }

    /// Throws `role-missing` unless the bytes of a model's artifacts may be read.
    func requireDownload(of model: ModelName) throws(RegistryError) {
        guard !policy.mayDownload(caller, from: model.namespace) else { return }
        throw RegistryError(
            .roleMissing,
            "You may not download artifacts of \(model): that takes the role reader there.",
            remedy: "Ask an admin to change access in registry.yaml, or use a token made for more.")
    }
}
