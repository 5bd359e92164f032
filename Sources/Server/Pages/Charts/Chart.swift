/// Numbers drawn as SVG: bars side by side, or a line from left to right.
///
/// What it shows is also told in words, for those who don't see it; its colours are the page's own.
struct Chart: Sendable {
    let title: String
    let points: [Point]
    let kind: Kind

    /// One number and what it is of.
    struct Point: Hashable, Sendable {
        let label: String
        let value: Double
        /// The number as it is written.
        let text: String
    }

    enum Kind: Sendable {
        case bars, line
    }

    /// The drawing; always the same for the same numbers.
    var svg: String {
        let shapes = kind == .bars ? bars : line
        return "<svg class=\"chart\" role=\"img\" viewBox=\"0 0 \(Self.width) \(height)\" "
            + "aria-label=\"\(words.htmlEscaped)\"><title>\(title.htmlEscaped)</title>"
            + "<desc>\(words.htmlEscaped)</desc>\(shapes)</svg>"
    }

    /// The same in words.
    private var words: String {
        "\(title): " + points.map { "\($0.label) \($0.text)" }.joined(separator: ", ")
    }

    private static let width = 320
    private static let barHeight = 22

    private var height: Int { kind == .bars ? points.count * Self.barHeight : 96 }

    private var values: ClosedRange<Double> {
        let all = points.map(\.value)
        return (all.min() ?? 0)...(all.max() ?? 0)
    }

    /// Where a value lies between two others, from 0 to 1; in the middle if those are one.
    private func share(_ value: Double, of range: ClosedRange<Double>) -> Double {
        let span = range.upperBound - range.lowerBound
        return span > 0 && span.isFinite ? (value - range.lowerBound) / span : 0.5
    }
}

extension Chart {
    /// From zero, so that lengths can be compared.
    private var bars: String {
        let range = min(values.lowerBound, 0)...max(values.upperBound, 0)
        let zero = share(0, of: range)
        return points.enumerated().map { index, point in
            let end = share(point.value, of: range)
            let (x, y) = (90 + 150 * min(zero, end), index * Self.barHeight)
            let (label, width) = (point.label.htmlEscaped, (150 * abs(end - zero)).place)
            return "<text class=\"label\" x=\"84\" y=\"\(y + 15)\">\(label)</text>"
                + "<rect x=\"\(x.place)\" y=\"\(y + 4)\" width=\"\(width)\" "
                + "height=\"14\" rx=\"2\"/>"
                + "<text x=\"246\" y=\"\(y + 15)\">\(point.text.htmlEscaped)</text>"
        }.joined()
    }

    /// From the lowest to the highest, so that changes can be seen.
    private var line: String {
        let range = values
        let step = points.count > 1 ? 220 / Double(points.count - 1) : 0
        let places = points.enumerated().map { index, point in
            (x: 60 + Double(index) * step, y: 70 - 56 * share(point.value, of: range), point)
        }
        let path = places.map { "\($0.x.place),\($0.y.place)" }.joined(separator: " ")
        let dots = places.map { x, y, point in
            "<circle cx=\"\(x.place)\" cy=\"\(y.place)\" r=\"3\"><title>"
                + "\(point.label.htmlEscaped): \(point.text.htmlEscaped)</title></circle>"
        }
        return "<line x1=\"60\" y1=\"78\" x2=\"280\" y2=\"78\"/><polyline points=\"\(path)\"/>"
            + dots.joined() + scale + ends
    }

    /// The highest and the lowest value at the side.
    private var scale: String {
        let highest = points.max { $0.value < $1.value },
            lowest = points.min { $0.value < $1.value }
        guard let highest, let lowest else { return "" }
        let top = "<text class=\"label\" x=\"52\" y=\"18\">\(highest.text.htmlEscaped)</text>"
        guard highest.value > lowest.value else { return top }
        return top + "<text class=\"label\" x=\"52\" y=\"74\">\(lowest.text.htmlEscaped)</text>"
    }

    /// What the first and the last are.
    private var ends: String {
        guard let first = points.first, let last = points.last else { return "" }
        let left = "<text x=\"56\" y=\"92\">\(first.label.htmlEscaped)</text>"
        guard points.count > 1 else { return left }
        return left + "<text class=\"label\" x=\"284\" y=\"92\">\(last.label.htmlEscaped)</text>"
    }
}

extension Double {
    /// A place in a drawing, to a tenth.
    fileprivate var place: String {
        let tenths = (self * 10).rounded() / 10
        return tenths == tenths.rounded() ? "\(Int(tenths))" : "\(tenths)"
    }
}
