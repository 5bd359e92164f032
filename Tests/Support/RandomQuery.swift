/// Queries at random over a small world of names and values, most of them such as find something.
package struct RandomQuery {
    private var random: SplitMix

    package init(seed: UInt64) {
        random = SplitMix(seed: seed)
    }

    /// The text of a query, of which parts are nested at most so deep.
    package mutating func text(deepest: Int = 3) -> String {
        let parts = (0..<Int.random(in: 1...3, using: &random)).map { _ in part(deepest) }
        return parts.joined(separator: pick([" ", " ", " AND ", " OR "]))
    }

    private mutating func part(_ depth: Int) -> String {
        switch Int.random(in: 0..<8, using: &random) {
        case 0 where depth > 0: "(" + text(deepest: depth - 1) + ")"
        case 1 where depth > 0: "-(" + text(deepest: depth - 1) + ")"
        case 2: pick(["-", "NOT "]) + term()
        default: term()
        }
    }

    private mutating func term() -> String {
        switch Int.random(in: 0..<10, using: &random) {
        case 0: pick(World.words) + pick(["", "", "*"])
        case 1: "\"" + pick(World.words) + " " + pick(World.words) + "\"" + pick(["", "*"])
        case 2: "metric." + pick(World.metrics) + comparison() + pick(["0", "0.5", "0.9", "-1e3"])
        case 3: "param." + pick(World.parameters) + parameterTest()
        case 4: pick(["created", "updated"]) + comparison() + pick(World.dates)
        case 5: "tag." + pick(World.tags) + ":" + text(among: World.tagValues)
        case 6: "is:latest"
        default: field()
        }
    }

    private mutating func field() -> String {
        let (name, values) = pick(World.fields)
        return "\(name):" + text(among: values)
    }

    private mutating func parameterTest() -> String {
        random.next() & 1 == 0
            ? comparison(["<", "<=", ">", ">="]) + pick(["1", "8", "0.001"])
            : ":" + text(among: World.parameterValues)
    }

    /// One of `values`, or the beginning of one, or any.
    private mutating func text(among values: [String]) -> String {
        let value = pick(values)
        let isChoice = World.choices.contains(value)
        switch Int.random(in: 0..<6, using: &random) {
        case 0: return "*"
        case 1 where !isChoice: return quoted(value.prefix(2)) + "*"
        default: return quoted(value[...])
        }
    }

    private func quoted(_ text: Substring) -> String {
        text.contains(" ") ? "\"\(text)\"" : String(text)
    }

    private mutating func comparison(
        _ signs: [String] = [":", "=", "<", "<=", ">", ">="]
    ) -> String { pick(signs) }

    private mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
        choices[Int.random(in: choices.indices, using: &random)]
    }

    /// What there is: few values, so that catalogs and queries meet.
    package enum World {
        package static let models = ["fraud/detector", "fraud/scorer", "nlp/tagger", "org/model"]
        package static let words = ["card", "fraud", "Café", "payments", "v2", "straße", "noone"]
        package static let metrics = ["auc", "fpr", "f1"]
        package static let parameters = ["depth", "lr", "note"]
        package static let parameterValues = ["8", "08", "1e-3", "0.001", "deep and wide", "nan"]
        package static let tags = ["domain", "pii"]
        package static let tagValues = ["payments", "no", "Yes", "card fraud"]
        package static let dates = [
            "2026-10-01", "2026-10-02", "2026-10-01T12:00:00Z", "2026-11-20T00:00:00Z",
        ]
        package static let choices = ["low", "medium", "high", "active", "archived", "yanked"]
        package static let fields: [(name: String, values: [String])] = [
            ("model", models), ("namespace", ["fraud", "nlp", "org"]),
            ("framework", ["pytorch", "PyTorch", "jax"]), ("task", ["tagging", "Scoring"]),
            ("stage", ["staging", "production"]), ("alias", ["champion", "challenger"]),
            ("dataset", ["payments-2026-10", "payments-2026-11", "corpus"]),
            ("owner", ["alice@example.com", "group:fraud"]),
            ("license", ["mit", "MIT", "gpl-3.0"]),
            ("risk", ["low", "medium", "high"]), ("state", ["active", "archived", "yanked"]),
            ("base", ["org/model", "hf:org/model@1234", "fraud/detector", "fraud/detector@v1"]),
            ("run", ["0a1b", "0a2c"]), ("code", ["9f2c", "9f3d"]),
            ("author", ["alice@example.com", "bob@example.com"]),
        ]
    }
}
