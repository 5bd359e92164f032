import Git
package import RegistryCore

/// The folders of all models in one tree of `main`, by name; each namespace is read only when its
/// turn comes.
struct ModelFolders {
    private let catalog: Catalog
    private var namespaces: ArraySlice<TreeEntry>
    private var namespace = ""
    private var models: ArraySlice<TreeEntry> = []
    private let last: ModelName?

    /// - Parameters:
    ///   - last: The model to begin after, whether or not it is there.
    ///   - wanted: The only namespaces to look into; `nil`: all.
    init(
        of catalog: Catalog, in tree: ObjectID, after last: ModelName? = nil,
        namespaces wanted: Set<Namespace>? = nil
    ) throws(RegistryError) {
        self.catalog = catalog
        self.last = last
        guard wanted?.isEmpty != true, let models = try catalog.entry(at: "models", in: tree)
        else {
            namespaces = []
            return
        }
        let names = wanted.map { Set($0.map(\.description)) }
        namespaces =
            try catalog.folders(in: models).filter { entry in
                names.map { entry.text.map($0.contains) ?? false } ?? true
            }
            .drop { entry in
                last.map { entry.isFolder(before: "\($0.namespace)") } ?? false
            }
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
            guard let last, namespace == "\(last.namespace)" else { continue }
            models = models.drop { $0.text == last.name || $0.isFolder(before: last.name) }
        }
    }
}

extension TreeEntry {
    /// Whether git puts this folder before another: it compares their names with a slash at the end
    /// (`base_name_compare` of git's `read-cache.c`).
    fileprivate func isFolder(before name: String) -> Bool {
        "\(text ?? "")/".utf8.lexicographicallyPrecedes("\(name)/".utf8)
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
