import Git
package import RegistryCore

extension Catalog {
    /// The version that a reference names: `v<N>`, stage, `latest`, full commit id, alias.
    package func resolve(
        _ reference: RegistryCore.Reference, at snapshot: Snapshot
    ) throws(RegistryError) -> VersionRecord {
        guard let manifest = try model(reference.model, in: snapshot.tree) else {
            throw missingModel(reference.model)
        }
        let number = try number(reference, manifest: manifest, at: snapshot)
        if let number, let record = try version(number, of: reference.model, on: snapshot.commit) {
            return record
        }
        throw RegistryError(
            .versionMissing, "There is no \(reference).",
            remedy: "Run `cairn log \(reference.model)` to see its versions, stages and aliases.")
    }

    private func number(
        _ reference: RegistryCore.Reference, manifest: ModelManifest, at snapshot: Snapshot
    ) throws(RegistryError) -> VersionNumber? {
        let model = reference.model
        switch reference.selector {
        case .version(let number): return number
        case .latest: return try versionNumber(of: model, in: snapshot.tree)
        case .commit(let id):
            guard try isAncestorIfPresent(id, of: snapshot.commit) else { return nil }
            return try versionNumber(of: model, in: commit(id).tree)
        case .pointer(let name):
            let policy = try policy(at: snapshot)
            if let stage = StageName(parsing: name), policy.rules(for: stage) != nil {
                return try shownVersion(stage, model)
            }
            return AliasName(parsing: name).flatMap { manifest.aliases?[$0] }
        }
    }

    /// The version that a stage shows; `nil` when it shows none.
    package func shownVersion(
        _ stage: StageName, _ model: ModelName
    ) throws(RegistryError) -> VersionNumber? {
        guard let tip = try tip(.stage(stage, model)) else { return nil }
        return try versionNumber(of: model, in: commit(tip).tree)
    }

    /// Whether the commit exists here and is `commit` or an ancestor of it.
    func isAncestorIfPresent(
        _ id: ObjectID, of commit: ObjectID
    ) throws(RegistryError) -> Bool {
        let header = try translate("commit \(id)") { () throws(GitError) in
            try repository.header(of: id)
        }
        guard header?.kind == .commit else { return false }
        return try isAncestor(id, of: commit)
    }

    /// The error for a model that is not in the catalog.
    package func missingModel(_ model: ModelName) -> RegistryError {
        RegistryError(
            .modelMissing, "There is no model \(model).",
            remedy: "Run `cairn list` to see the models, or `cairn new \(model)` to make it.")
    }
}
