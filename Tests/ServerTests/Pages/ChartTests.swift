import FoundationEssentials
import Testing

@testable import Server

@Suite struct `A chart` {
    static let charts: [(name: String, chart: Chart)] = [
        ("line", chart(.line, [0.901, 0.912, 0.917, 0.909, 0.931])),
        ("line-of-one", chart(.line, [0.5])), ("line-level", chart(.line, [3, 3, 3])),
        ("line-extremes", chart(.line, [-1e300, 0, 1e300])),
        ("bars", chart(.bars, [0.931, 0.947])), ("bars-negative", chart(.bars, [-0.2, 0.4])),
        ("bars-of-nothing", chart(.bars, [0, 0])),
        (
            "hostile",
            Chart(
                title: "\"><b>&'\"\u{301}",
                points: [Chart.Point(label: "<b>", value: 1, text: "\"\u{301} x=")], kind: .line)
        ),
    ]

    @Test(arguments: charts)
    func `is drawn as in its file (UPDATE_GOLDEN=1 rewrites it)`(
        name: String, chart: Chart
    ) throws {
        let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
        let path = "/\(folder)/Golden/\(name).svg"
        let svg = chart.svg + "\n"
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try Data(svg.utf8).write(to: URL(filePath: path))
        }
        let golden = try Data(contentsOf: URL(filePath: path))
        #expect(svg == String(decoding: golden, as: UTF8.self))
        #expect(!svg.contains("nan") && !svg.contains("inf"))
        #expect(Markup("<!doctype html>" + svg).tags.allSatisfy { !$0.name.isEmpty })
    }

    @Test func `is told in words too`() {
        let svg = Self.chart(.line, [0.9, 0.95]).svg
        #expect(svg.contains("aria-label=\"auc on test: v1 0.9, v2 0.95\""))
    }

    private static func chart(_ kind: Chart.Kind, _ values: [Double]) -> Chart {
        Chart(
            title: "auc on test",
            points: values.enumerated().map {
                Chart.Point(label: "v\($0 + 1)", value: $1, text: "\($1)")
            }, kind: kind)
    }
}
