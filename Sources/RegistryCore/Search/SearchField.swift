/// What of a version a query can ask for, by the name that a query calls it.
package enum SearchField: String, CaseIterable, Hashable, Sendable {
    case model, namespace, framework, task, metric, param, stage, alias, dataset, tag, owner
    case license, risk, state, base, run, code, author, created, updated
    case latest = "is"

    /// How the values of a field are compared.
    package enum Kind: Hashable, Sendable {
        /// Equal, or beginning alike.
        case text
        /// Equal to one of these.
        case choice([String])
        /// By size.
        case number
        /// As text where it must be equal, by size where it must be smaller or larger.
        case textOrNumber
        /// By time.
        case date
    }

    /// How its values are compared.
    package var kind: Kind { row.kind }

    /// What the part after the dot names, as in `metric.auc`; `nil` for a field that has none.
    package var keyNoun: String? { row.keyNoun }

    /// What the field reads, as a phrase.
    package var reads: String { row.reads }

    /// A condition that uses it.
    package var example: String { row.example }

    /// How one writes the field: `framework`, `metric.<name>`.
    package var usage: String { rawValue + (keyNoun.map { ".<\($0)>" } ?? "") }
}
