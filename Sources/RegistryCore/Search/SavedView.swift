/// `views/<name>.yaml` on `main`: a search that people keep for one another.
package struct SavedView: Hashable, Sendable, Codable {
    package var schema: Schema
    /// What it is called where it is offered.
    package var title: String
    package var description: String?
    /// As people write it (docs/search.md).
    package var query: String
    /// By what it is sorted; `nil`: as usual.
    package var sort: String?

    /// The one value that `schema` may have.
    package enum Schema: String, Hashable, Sendable, Codable, CaseIterable {
        case current = "cairn.view/v1"
    }

    /// The most views that a registry may have: they all stand on one page.
    package static let mostInRegistry = 100
    /// The most bytes of a title, and of a description.
    package static let longest = (title: 200, description: 1_000)

    /// A view as it is saved, its query in the one plain spelling.
    package init(
        title: String, description: String? = nil, query: SearchQuery, order: SearchOrder = .usual
    ) {
        schema = .current
        self.title = title
        self.description = description
        self.query = query.description
        sort = order == .usual ? nil : order.description
    }

    /// What it looks for, and in which order; throws what can't be read of it.
    package func parsed() throws(RegistryError) -> (query: SearchQuery, order: SearchOrder) {
        guard (1...Self.longest.title).contains(title.utf8.count),
            description?.utf8.count ?? 0 <= Self.longest.description
        else {
            throw RegistryError(
                .manifestInvalid,
                "A view's title has 1 to \(Self.longest.title) bytes, and its description at most "
                    + "\(Self.longest.description).",
                remedy: "Say it in fewer words.")
        }
        let order: SearchOrder
        if let sort { order = try SearchOrder(checking: sort) } else { order = .usual }
        return (try SearchQuery(checking: query), order)
    }
}

/// The name of a saved view, that of its file.
package struct ViewName: TextualName {
    private let text: String

    package static let noun = "a view"
    package static let grammar = Namespace.grammar

    package init?(parsing text: some StringProtocol) {
        guard let name = Namespace(parsing: text) else { return nil }
        self.text = name.description
    }

    package var description: String { text }

    /// Its file, from the root.
    package var path: String { "\(Self.folder)/\(text).yaml" }

    /// Whose file `path` is; `nil` if it is none of a view.
    package init?(ofPath path: String) {
        let (before, after) = ("\(Self.folder)/", ".yaml")
        guard path.hasPrefix(before), path.hasSuffix(after), path.count > before.count + after.count
        else { return nil }
        self.init(parsing: path.dropFirst(before.count).dropLast(after.count))
    }

    /// Where the files of all views lie.
    package static let folder = "views"
}
