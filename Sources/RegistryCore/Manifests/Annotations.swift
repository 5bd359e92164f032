package import FoundationEssentials

/// `annotations/v<N>.yaml`: what is said about a version after it was registered.
///
/// Annotations may restrict a version (yanked, archived, a worse metric) and never help it.
package struct Annotations: Hashable, Sendable, Codable {
    package var schema: Schema
    package var state: State?
    package var tags: [String: String]?
    package var comments: [Comment]?
    package var evaluations: [Evaluation]?
    package var extra: [String: FreeValue]?

    /// The one value that `schema` may have.
    package enum Schema: String, Hashable, Sendable, Codable, CaseIterable {
        case current = "cairn.annotations/v1"
    }

    /// Whether a version may still be used.
    package enum State: String, Hashable, Sendable, Codable, CaseIterable {
        case active
        /// Works, and has a better successor.
        case deprecated
        /// Kept for the record; can't be promoted.
        case archived
        /// Must not be used: can't be promoted and can't be rolled back to.
        case yanked
    }

    /// One remark and who made it.
    package struct Comment: Hashable, Sendable, Codable {
        package var author: Person
        package var date: Date
        package var text: String

        package init(author: Person, date: Date, text: String) {
            self.author = author
            self.date = date
            self.text = text
        }
    }

    package init() {
        schema = .current
    }
}
