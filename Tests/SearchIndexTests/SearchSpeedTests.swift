import FoundationEssentials
import GRDB
import RegistryCore
import Support
import Testing

@testable import SearchIndex

/// An index of `Benchmarks/synthetic-index.py`, for `Benchmarks/queries.sh`; a million versions
/// would be too many for every run of the tests.
private let large = ProcessInfo.processInfo.environment["CAIRN_SEARCH_INDEX"]

@Suite(.serialized, .enabled(if: large != nil, "run Benchmarks/queries.sh"))
struct `A search of a million versions` {
    /// Each kind of query, of which `#` is a number, `@` a namespace and `$` a word, at random.
    private static let kinds = [
        ("everything", "", "-updated"),
        ("equality", "framework:pytorch", "-updated"),
        ("equality, rare", "framework:mxnet", "-updated"),
        ("prefix", "model:@/*", "-updated"),
        ("metric range, sorted", "metric.auc>0.9#", "-metric.auc"),
        ("stage", "stage:production", "-updated"),
        ("stage, sorted", "stage:production metric.auc>0.5", "-metric.auc"),
        ("data set", "dataset:@-3", "-created"),
        ("tag", "tag.domain:payments", "-updated"),
        ("owner", "owner:person#@example.com", "-updated"),
        ("free text, rare", "batch##", "-updated"),
        ("free text", "$", "-updated"),
        ("phrase", "\"$ $ $\"", "-updated"),
        ("negation", "namespace:@ -state:archived -framework:pytorch", "name"),
        ("OR", "framework:jax OR namespace:@ OR dataset:@-7", "-updated"),
        ("by name", "framework:sklearn", "name"),
        ("newest of each", "is:latest license:mit risk:high", "-updated"),
        ("base", "base:@/base", "-updated"),
        ("many common", "framework:pytorch license:mit risk:high stage:production", "-updated"),
        (
            "as in the design",
            """
            framework:pytorch metric.auc>0.7 stage:production tag.domain:payments license:mit \
            risk:high updated>2023-12-01 -state:archived
            """, "-updated"
        ),
        ("nothing", "framework:pytorch framework:jax", "-updated"),
    ]
    private static let words = [
        "card", "fraud", "speech", "ranking", "invoice", "vehicle", "patient", "session",
    ]

    @Test(arguments: kinds)
    func `is a matter of milliseconds`(kind: String, pattern: String, order: String) async throws {
        let index = try IndexFile(opening: try #require(large), for: .command)
        var random = SplitMix(seed: 5)
        var first: [Double] = [], deep: [Double] = []
        let order = try SearchOrder(checking: order)
        for _ in 0..<40 {
            let query = try SearchQuery(parsing: filled(pattern, &random))
            let page = try await timed(&first) {
                try await index.search(
                    SearchRequest(query, in: order, limit: 50), atMost: .seconds(30))
            }
            guard page.end != nil else { continue }
            let place = try deepPlace(in: order, &random)
            _ = try await timed(&deep) {
                try await index.search(
                    SearchRequest(query, in: order, after: place, limit: 50), atMost: .seconds(30))
            }
        }
        print(line(kind, first) + (deep.isEmpty ? "" : "   deep page" + line("", deep)))
        if ProcessInfo.processInfo.environment["CAIRN_SEARCH_PLANS"] == "1" {
            try printPlan(of: SearchQuery(parsing: filled(pattern, &random)), in: order, index)
        }
    }

    private func filled(_ pattern: String, _ random: inout SplitMix) -> String {
        pattern.map { character in
            switch character {
            case "#": "\(Int.random(in: 0...999, using: &random))"
            case "@" where !pattern.hasPrefix("owner"):
                "team" + "\(Int.random(in: 10_000...10_999, using: &random))".dropFirst()
            case "$": Self.words.randomElement(using: &random) ?? ""
            default: String(character)
            }
        }.joined()
    }

    /// A place far from the first page.
    private func deepPlace(
        in order: SearchOrder, _ random: inout SplitMix
    ) throws -> SearchPosition {
        let tie = Int64.random(in: 300_000...700_000, using: &random)
        return switch order.key {
        case .updated, .created: SearchPosition(value: .time(1_700_000_000 + 60 * tie), tie: tie)
        case .name:
            SearchPosition(
                value: .name(try #require(ModelName(parsing: "team0500/x"))), tie: 1)
        case .metric: SearchPosition(value: .number(0.93), tie: tie)
        }
    }

    private func timed<Answer>(
        _ times: inout [Double], _ body: () async throws -> Answer
    ) async throws -> Answer {
        let start = ContinuousClock.now
        let answer = try await body()
        let taken = ContinuousClock.now - start
        times.append(
            Double(taken.components.attoseconds) / 1e15 + Double(taken.components.seconds) * 1e3)
        return answer
    }

    private func line(_ kind: String, _ times: [Double]) -> String {
        let sorted = times.sorted()
        let p95 = sorted[min(sorted.count - 1, sorted.count * 95 / 100)]
        let name = kind + String(repeating: " ", count: max(1, 24 - kind.count))
        return "\(name)p50 \(shown(sorted[sorted.count / 2])) p95 \(shown(p95)) ms"
    }

    private func shown(_ milliseconds: Double) -> String {
        let text = "\((milliseconds * 100).rounded() / 100)"
        return String(repeating: " ", count: max(0, 8 - text.count)) + text
    }

    private func printPlan(
        of query: SearchQuery, in order: SearchOrder, _ index: IndexFile
    ) throws {
        try index.read { database in
            let plan = try SearchPlan(
                SearchRequest(query, in: order, limit: 50), in: database)
            for step in try plan.steps() {
                let statement = try plan.statement(for: step)
                let explained: SQLRequest<Row> = "EXPLAIN QUERY PLAN \(statement) LIMIT 51"
                for row in try explained.fetchAll(database) {
                    print("    ", row["detail"] as String)
                }
            }
        }
    }
}
