import Git
import RegistryCore

/// Branches of one kind, such as those of a stage, in the order of their names; of what may not be
/// seen none is ever looked at. They are read as they are asked for.
struct BranchListing {
    private let catalog: Catalog
    private var folders: ArraySlice<String>
    private var last: CatalogRef?
    private var pending: ArraySlice<(ref: CatalogRef, id: ObjectID)> = []

    /// How many are read at once.
    private static let batch = 128

    /// - Parameters:
    ///   - folders: Such as `refs/heads/promote`.
    ///   - namespaces: The only ones of which branches are listed; `nil`: all.
    ///   - last: The branch to begin after.
    init(
        below folders: [String], in namespaces: Set<Namespace>?, after last: CatalogRef?,
        of catalog: Catalog
    ) {
        self.catalog = catalog
        self.last = last
        let narrowed = namespaces.map { namespaces in
            folders.flatMap { folder in namespaces.map { "\(folder)/\($0)" } }
        }
        let ordered = (narrowed ?? folders).sorted {
            "\($0)/".utf8.lexicographicallyPrecedes("\($1)/".utf8)
        }
        let name = last?.description ?? ""
        self.folders =
            ordered.drop {
                !name.hasPrefix("\($0)/") && "\($0)/".utf8.lexicographicallyPrecedes(name.utf8)
            }
    }

    /// The next branch; `nil` after the last.
    mutating func next() throws(RegistryError) -> (ref: CatalogRef, id: ObjectID)? {
        while pending.isEmpty {
            guard let folder = folders.first else { return nil }
            pending = try catalog.refs(below: folder, after: last, limit: Self.batch)[...]
            if pending.isEmpty { folders.removeFirst() }
        }
        let next = pending.removeFirst()
        last = next.ref
        return next
    }
}
