/// One line of the table that parser, index, help and docs/search.md are made from.
struct SearchFieldRow {
    let kind: SearchField.Kind
    let keyNoun: String?
    let reads: String
    let example: String

    init(_ kind: SearchField.Kind, key: String? = nil, _ reads: String, _ example: String) {
        self.kind = kind
        keyNoun = key
        self.reads = reads
        self.example = example
    }
}

extension SearchField {
    /// The line of each field.
    var row: SearchFieldRow {
        switch self {
        case .model: SearchFieldRow(.text, "the model's name", "model:fraud/detector")
        case .namespace: SearchFieldRow(.text, "the model's namespace", "namespace:fraud")
        case .framework:
            SearchFieldRow(.text, "`framework.name` of the record", "framework:pytorch")
        case .task: SearchFieldRow(.text, "the model's `task`", "task:tabular-classification")
        case .metric:
            SearchFieldRow(
                .number, key: "name", "that metric, as first measured on more than a slice",
                "metric.auc>0.9")
        case .param:
            SearchFieldRow(
                .textOrNumber, key: "name", "that entry of the record's `parameters`",
                "param.depth>=8")
        case .stage: SearchFieldRow(.text, "the stages that show it now", "stage:production")
        case .alias: SearchFieldRow(.text, "the aliases that point to it now", "alias:champion")
        case .dataset:
            SearchFieldRow(
                .text, "the data sets that its record lists or measures it on",
                "dataset:payments-2026-10")
        case .tag:
            SearchFieldRow(
                .text, key: "key", "that tag of the version, or else of its model",
                "tag.domain:payments")
        case .owner: SearchFieldRow(.text, "the model's `owners`", "owner:alice@example.com")
        case .license: SearchFieldRow(.text, "the model's `license`", "license:mit")
        case .risk:
            SearchFieldRow(
                .choice(Risk.allCases.map(\.rawValue)), "the model's `risk`", "risk:high")
        case .state:
            SearchFieldRow(
                .choice(Annotations.State.allCases.map(\.rawValue)),
                "whether it may be used: `active` if nothing else is said", "-state:archived")
        case .base:
            SearchFieldRow(
                .text, "what the record is based on, with or without `hf:` and `@…`",
                "base:org/model")
        case .run: SearchFieldRow(.text, "`run.id` of the record", "run:0a1b2c")
        case .code: SearchFieldRow(.text, "`source.commit` of the record", "code:9f2c*")
        case .author: SearchFieldRow(.text, "the record's `author`", "author:bob@example.com")
        case .created:
            SearchFieldRow(
                .date, "`created` of the record, or else its commit's date", "created:2026-11-20")
        case .updated:
            SearchFieldRow(
                .date, "when it was registered, or its annotations last changed",
                "updated>2026-10-01")
        case .latest:
            SearchFieldRow(.choice(["latest"]), "whether it is its model's newest", "is:latest")
        }
    }
}
