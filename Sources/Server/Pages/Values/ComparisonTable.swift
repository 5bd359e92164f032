import Registry
import RegistryCore

/// More than two versions in one table, each judged against the first.
struct ComparisonTable: Encodable, Sendable {
    let sides: [Side]
    let metrics: Excerpt<Metric>
    let parameters: Excerpt<SideBySide.Row<String>>
    let artifacts: Excerpt<SideBySide.Row<PointerReport>>
    let fields: Excerpt<SideBySide.Row<String>>

    /// One version; `isFirst` for the one that the others are compared with.
    struct Side: Encodable, Sendable {
        let model: ModelName
        let version: VersionNumber
        let reference: String
        let digest: String
        let isFirst: Bool

        private enum CodingKeys: String, CodingKey {
            case model, version, reference, digest
            case isFirst = "first"
        }
    }

    struct Metric: Encodable, Sendable {
        let metric: String
        let cells: [Cell]
        let chart: ChartData

        struct Cell: Encodable, Sendable {
            let value: Double?
            /// Against the first; `nil` for that itself.
            let judgement: MetricJudgement?
        }
    }

    /// A page stays light and legible with so many.
    private static let mostSides = 6
    private static let mostRows = 100

    /// - Throws: `usage` for too many versions.
    init(of references: [Reference], in view: CatalogView) throws(RegistryError) {
        guard references.count <= Self.mostSides else {
            throw RegistryError(
                .usage, "\(references.count) versions are more than fit beside each other.",
                remedy: "Name at most \(Self.mostSides).")
        }
        let table = try view.sideBySide(references)
        sides = table.sides.enumerated().map { place, side in
            Side(
                model: side.model, version: side.version,
                reference: "\(side.model)@\(side.version)", digest: side.digest,
                isFirst: place == 0)
        }
        let areOfOne = Set(table.sides.map(\.model)).count == 1
        let labels = sides.map { areOfOne ? "\($0.version)" : $0.reference }
        metrics = Excerpt(
            table.metrics.prefix(Self.mostRows).map { Metric($0, labels, by: view.policy) },
            of: table.metrics.count)
        parameters = Excerpt(table.parameters, most: Self.mostRows)
        artifacts = Excerpt(table.artifacts, most: Self.mostRows)
        fields = Excerpt(table.fields, most: Self.mostRows)
    }
}

extension ComparisonTable.Metric {
    init(_ row: SideBySide.Row<Double>, _ labels: [String], by policy: Policy) {
        metric = row.name
        let direction = policy.direction(ofMeasured: row.name)
        let first = row.cells.first?.value
        cells = row.cells.enumerated().map { place, cell in
            guard place > 0, let first, let value = cell.value else {
                return Cell(value: cell.value, judgement: nil)
            }
            return Cell(value: value, judgement: direction?.judge(from: first, to: value))
        }
        chart = ChartData(
            title: row.name,
            points: zip(labels, row.cells).compactMap { label, cell in
                cell.value.map { ChartData.Point(label: label, value: $0) }
            })
    }
}
