import RegistryCore

extension Chart {
    /// The chart of `{"title": …, "points": [{"label": …, "value": …}]}`; `nil` for anything else,
    /// and without a point.
    init?(_ kind: Kind, of value: JSONValue) {
        guard let title = value["title"]?.text, let list = value["points"]?.list else { return nil }
        let points = list.compactMap { point -> Point? in
            guard let label = point["label"]?.text, case .number(let text) = point["value"],
                let value = Double(text), value.isFinite
            else { return nil }
            return Point(label: label, value: value, text: text)
        }
        guard !points.isEmpty else { return nil }
        self.init(title: title, points: points, kind: kind)
    }
}

/// What a chart is drawn of, as pages have it.
struct ChartData: Encodable, Sendable {
    let title: String
    let points: [Point]

    /// One number and what it is of.
    struct Point: Encodable, Sendable {
        let label: String
        let value: Double
    }
}
