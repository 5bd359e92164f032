import RegistryCore

/// Where the index has the values of a field.
enum FieldStorage {
    /// A column of `versions`.
    case version(column: String)
    /// A column of `models`.
    case model(column: String)
    /// Rows of a model.
    case modelRows(table: String, column: String)
    /// Rows that point to one version of a model by its number.
    case pointers(table: String, column: String)
    /// Rows of a version; `keyColumn` where the field has a key.
    case versionRows(table: String, column: String, keyColumn: String?)
    /// Rows of `version_tags`, or else of `model_tags`.
    case tags
    /// Rows of `bases`, by either of two columns.
    case bases
    /// What `models.latest` says.
    case latest
}

extension SearchField {
    /// Where its values are, for a test of that kind.
    func storage(for test: SearchCondition.Test) -> FieldStorage {
        switch self {
        case .model: .model(column: "name")
        case .namespace, .task, .license, .risk: .model(column: rawValue)
        case .framework, .state, .run, .code, .author, .created, .updated:
            .version(column: rawValue)
        case .owner: .modelRows(table: "owners", column: "owner")
        case .stage: .pointers(table: "stages", column: "stage")
        case .alias: .pointers(table: "aliases", column: "alias")
        case .dataset: .versionRows(table: "datasets", column: "name", keyColumn: nil)
        case .metric: .versionRows(table: "metrics", column: "value", keyColumn: "name")
        case .param:
            .versionRows(
                table: "params", column: test.isOfNumber ? "number" : "value", keyColumn: "name")
        case .tag: .tags
        case .base: .bases
        case .latest: .latest
        }
    }
}

extension SearchCondition.Test {
    fileprivate var isOfNumber: Bool {
        if case .number = self { true } else { false }
    }
}
