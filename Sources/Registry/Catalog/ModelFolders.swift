import Git
package import RegistryCore

/// The folders of all models in one tree of `main`, by name; each namespace is read only when its
/// turn comes.
struct ModelFolders {
    private let catalog: Catalog
    private var namespaces: ArraySlice<TreeEntry>
    private var namespace = ""
    private var models: ArraySlice<TreeEntry> = []

    init(of catalog: Catalog, in tree: ObjectID) throws(RegistryError) {
        self.catalog = catalog
        let models = try catalog.entry(at: "models", in: tree)
        namespaces =
            try models.map { (entry) throws(RegistryError) in
                try catalog.folders(in: entry)
            } ?? []
    }

    /// The next model and its folder; `nil` after the last.
    mutating func next() throws(RegistryError) -> (model: ModelName, folder: ObjectID)? {
        while true {
            while let entry = models.popFirst() {
                guard let name = entry.text, let model = ModelName(parsing: "\(namespace)/\(name)")
                else { continue }
                return (model, entry.id)
            }
            guard let next = namespaces.popFirst() else { return nil }
            namespace = next.text ?? ""
            models = try catalog.folders(in: next)
        }
    }
}

extension Catalog {
    /// Every model in the catalog, by name.
    package func models(in tree: ObjectID) throws(RegistryError) -> [ModelName] {
        var folders = try ModelFolders(of: self, in: tree)
        var models: [ModelName] = []
        while let (model, _) = try folders.next() { models.append(model) }
        return models
    }

    /// The folders in a folder; none in a file.
    fileprivate func folders(
        in folder: TreeEntry
    ) throws(RegistryError) -> ArraySlice<TreeEntry> {
        guard folder.mode.isTree else { return [] }
        return try entries(of: folder.id).filter(\.mode.isTree)[...]
    }
}
