/// In which order the versions that a query finds are told.
///
/// The version's own place in the registry decides between equals, so that no two orders are the
/// same but for luck, and a page can begin where the one before it ended.
package struct SearchOrder: Hashable, Sendable {
    package let key: Key
    package let isDescending: Bool

    /// What is compared first.
    package enum Key: Hashable, Sendable {
        case updated
        case created
        /// The model's name, and then the version's number.
        case name
        /// The value of this metric; versions without it come last, whichever way.
        case metric(String)
    }

    /// The newest first.
    package static let usual = SearchOrder(key: .updated, isDescending: true)

    /// What people may write, for messages and help.
    package static let usage = "updated, created, name or metric.<name>, a '-' before it to descend"

    private init(key: Key, isDescending: Bool) {
        self.key = key
        self.isDescending = isDescending
    }

    /// Reads `name`, `-updated` or `-metric.auc`.
    package init(checking text: String) throws(RegistryError) {
        isDescending = text.hasPrefix("-")
        guard let key = Key(parsing: isDescending ? text.dropFirst() : text[...]) else {
            throw RegistryError(
                .queryInvalid, "Nothing is sorted by '\(text.printable)'.",
                remedy: "Use \(Self.usage).")
        }
        self.key = key
    }
}

extension SearchOrder.Key {
    fileprivate init?(parsing text: Substring) {
        switch text {
        case "updated": self = .updated
        case "created": self = .created
        case "name": self = .name
        default:
            // By scalars: a name may begin with an accent, which would sit on the dot.
            let prefix = "metric.".unicodeScalars
            let name = text.unicodeScalars.dropFirst(prefix.count)
            guard text.unicodeScalars.starts(with: prefix),
                (1...256).contains(String(name).utf8.count),
                !name.contains(where: QuerySyntax.isForbidden)
            else { return nil }
            self = .metric(String(name))
        }
    }
}

extension SearchOrder: CustomStringConvertible {
    package var description: String { (isDescending ? "-" : "") + key.description }
}

extension SearchOrder.Key: CustomStringConvertible {
    package var description: String {
        switch self {
        case .updated: "updated"
        case .created: "created"
        case .name: "name"
        case .metric(let name): "metric.\(name)"
        }
    }
}
