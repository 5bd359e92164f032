import Git
import Manifests
package import RegistryCore

extension Catalog {
    /// A saved view; `nil` where there is none of that name.
    package func view(
        _ name: ViewName, in tree: ObjectID
    ) throws(RegistryError) -> SavedView? {
        try manifest(SavedView.self, at: name.path, in: tree)
    }

    /// The names of all saved views, in order.
    func views(in tree: ObjectID) throws(RegistryError) -> [ViewName] {
        guard let folder = try entry(at: ViewName.folder, in: tree), folder.mode.isTree else {
            return []
        }
        return try entries(of: folder.id).compactMap { entry in
            entry.text.flatMap { ViewName(ofPath: "\(ViewName.folder)/\($0)") }
        }
    }
}

/// A saved view and what it is called by.
package struct NamedView: Encodable, Sendable {
    package let name: ViewName
    package let view: SavedView

    private enum CodingKeys: String, CodingKey {
        case name, title, description, query, sort
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(view.title, forKey: .title)
        try container.encodeIfPresent(view.description, forKey: .description)
        try container.encode(view.query, forKey: .query)
        try container.encodeIfPresent(view.sort, forKey: .sort)
    }
}

extension CatalogView {
    /// The saved views, by name: of whoever may see the whole registry, for queries may name
    /// anything.
    package func savedViews() throws(RegistryError) -> [NamedView] {
        guard namespaces == nil else { return [] }
        return try catalog.namedViews(at: snapshot)
    }
}

extension Workspace {
    /// The saved views, by name.
    package func views() throws(RegistryError) -> [NamedView] {
        try catalog.namedViews(at: try catalog.snapshot())
    }

    /// The saved view of that name.
    package func view(_ name: ViewName) throws(RegistryError) -> SavedView {
        try catalog.existingView(name, at: try catalog.snapshot())
    }

    /// Saves a view in a commit on `main`, in place of the one of that name if there is one.
    ///
    /// - Returns: The commit; the newest where nothing had to change.
    package func save(
        _ view: SavedView, as name: ViewName
    ) async throws(RegistryError) -> ObjectID {
        _ = try view.parsed()
        return try await commitToMain("Save the view \(name)") { (_) throws(RegistryError) in
            [try writing(writeManifest(view), to: name.path)]
        }
    }

    /// Removes a saved view in a commit on `main`.
    package func removeView(_ name: ViewName) async throws(RegistryError) -> ObjectID {
        try await commitToMain("Remove the view \(name)") { (snapshot) throws(RegistryError) in
            _ = try catalog.existingView(name, at: snapshot)
            return [.remove(name.path)]
        }
    }
}

extension Catalog {
    /// What can't be read as a view is left out: it was let in by rules of another version.
    fileprivate func namedViews(at snapshot: Snapshot) throws(RegistryError) -> [NamedView] {
        try views(in: snapshot.tree).prefix(SavedView.mostInRegistry).compactMap { name in
            (try? view(name, in: snapshot.tree)).map { NamedView(name: name, view: $0) }
        }
    }

    fileprivate func existingView(
        _ name: ViewName, at snapshot: Snapshot
    ) throws(RegistryError) -> SavedView {
        if let view = try view(name, in: snapshot.tree) { return view }
        let names = try views(in: snapshot.tree).map(\.description)
        let meant =
            nearest(to: name.description, among: names)
            .map { "Did you mean '\($0)'? " } ?? ""
        throw RegistryError(
            .viewMissing, "There is no view '\(name)'.",
            remedy: meant + "`cairn view list` names them all.")
    }
}
