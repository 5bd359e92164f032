import Git
import Manifests
package import RegistryCore
import Templates

/// A model that was made.
package struct MadeModel: Encodable, Sendable {
    package let model: ModelName
    package let owners: [Who]
    package let commit: ObjectID
}

extension Workspace {
    /// Makes a model without versions: its manifest, and a model card to fill in.
    ///
    /// - Parameter owners: Who answers for it; empty for whoever makes it.
    /// - Throws: `conflict` if there is a model of that name.
    package func makeModel(
        _ model: ModelName, description: String?, owners: [Who]
    ) async throws(RegistryError) -> MadeModel {
        let owners = owners.isEmpty ? [.person(try await session.user())] : owners
        let commit = try await commitToMain("Make \(model)") { (snapshot) throws(RegistryError) in
            guard try catalog.model(model, in: snapshot.tree) == nil else {
                throw RegistryError(
                    .conflict, "There is a model \(model) already.",
                    remedy: "Choose another name, or register a version: cairn register \(model)")
            }
            return try modelFiles(model, description: description, owners: owners)
        }
        return MadeModel(model: model, owners: owners, commit: commit)
    }

    /// The files that a new model begins with.
    func modelFiles(
        _ model: ModelName, description: String?, owners: [Who]
    ) throws(RegistryError) -> [TreeChange] {
        var manifest = ModelManifest(name: model)
        manifest.description = description
        manifest.owners = owners
        let card = Template.modelCard.filled([
            "model": model.description, "license": "unknown",
            "description": description ?? "What it predicts, from what, and for whom.",
        ])
        return [
            try writing(writeManifest(manifest), to: "\(model.folder)/model.yaml"),
            try writing(Array(card.utf8), to: "\(model.folder)/README.md"),
        ]
    }
}
