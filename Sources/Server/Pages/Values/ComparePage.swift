import FoundationEssentials
import Registry
import RegistryCore

/// Two versions side by side, or a few more in one table.
struct ComparePage: Encodable, Sendable {
    /// What was asked for, as it was written.
    let a: String
    let b: String
    /// Versions to compare besides, with blanks between.
    let more: String
    /// Of two.
    let comparison: Comparison?
    /// Of more.
    let table: ComparisonTable?

    /// What the two don't have in common.
    struct Comparison: Encodable, Sendable {
        let old: VersionDifference.Side
        let new: VersionDifference.Side
        let metrics: Excerpt<Metric>
        let parameters: Excerpt<FieldChange>
        let artifacts: Excerpt<ArtifactChange>
        let tensors: [Tensors]
        let fields: Excerpt<FieldChange>
        let texts: [Text]
    }

    /// A metric of either or both.
    struct Metric: Encodable, Sendable {
        let metric: String
        let old: Double?
        let new: Double?
        /// How much more the new one has; as exact as they are written.
        let change: String?
        let judgement: MetricJudgement?
        let chart: ChartData?
    }

    /// How the tensors of an artifact differ.
    struct Tensors: Encodable, Sendable {
        let path: ArtifactPath
        let changes: Excerpt<Tensor>
        let same: Int
        /// How many more are of one form, and were not compared; `nil` for none.
        let unread: Int?
    }

    /// A tensor that differs, each side as people write it.
    struct Tensor: Encodable, Sendable {
        let tensor: String
        let old: String?
        let new: String?
        /// Whether both are of one form, and their numbers differ.
        let differsInside: Bool
    }

    /// A text that differs, with as much of the difference as is read here.
    struct Text: Encodable, Sendable {
        let path: String
        let lines: [Line]
        /// How many lines more there are; `nil` for none.
        let more: Int?
    }

    /// A line of a difference.
    struct Line: Encodable, Sendable {
        let kind: Kind
        let text: String

        enum Kind: String, Encodable, Sendable {
            case place, old, new, both
        }
    }

    init(_ request: APIRequest) async throws {
        let (a, b) = (request.query["a"] ?? "", request.query["b"] ?? "")
        more = request.query["more"] ?? ""
        (self.a, self.b) = (a, b)
        guard !a.isEmpty, !b.isEmpty else {
            (comparison, table) = (nil, nil)
            return
        }
        let (old, new) = try (Reference(checking: a), Reference(checking: b))
        let others = try more.split(separator: " ").map { try Reference(checking: String($0)) }
        guard others.isEmpty else {
            comparison = nil
            table = try await request.view { view in
                try ComparisonTable(of: [old, new] + others, in: view)
            }
            return
        }
        table = nil
        comparison = try await request.view { view in
            Comparison(try await view.difference(from: old, to: new), by: view.policy)
        }
    }
}

extension ComparePage.Comparison {
    private static let mostRows = 200
    private static let mostTexts = 10

    init(_ difference: VersionDifference, by policy: Policy) {
        old = difference.old
        new = difference.new
        let names =
            old.model == new.model
            ? ("\(old.version)", "\(new.version)")
            : ("\(old.model)@\(old.version)", "\(new.model)@\(new.version)")
        metrics = Excerpt(
            difference.metrics.prefix(Self.mostRows).map {
                ComparePage.Metric($0, of: names, by: policy)
            }, of: difference.metrics.count)
        parameters = Excerpt(difference.parameters, most: Self.mostRows)
        artifacts = Excerpt(difference.artifacts, most: Self.mostRows)
        tensors = difference.tensors.map(ComparePage.Tensors.init)
        fields = Excerpt(difference.fields, most: Self.mostRows)
        texts = difference.texts.prefix(Self.mostTexts)
            .map { ComparePage.Text(path: $0.path, allLines: $0.lines) }
    }
}

extension ComparePage.Metric {
    init(_ change: MetricChange, of names: (String, String), by policy: Policy) {
        metric = change.metric
        old = change.old
        new = change.new
        guard let old, let new else {
            (self.change, judgement, chart) = (nil, nil, nil)
            return
        }
        self.change = signedDifference(from: old, to: new)
        judgement = policy.direction(ofMeasured: metric)?.judge(from: old, to: new)
        chart = ChartData(
            title: metric,
            points: [
                ChartData.Point(label: names.0, value: old),
                ChartData.Point(label: names.1, value: new),
            ])
    }
}

extension Policy {
    /// Which way is better for a metric that may have been measured on something: `auc on test`.
    func direction(ofMeasured metric: String) -> MetricDirection? {
        let end = metric.firstRange(of: " on ")?.lowerBound ?? metric.endIndex
        return direction(of: String(metric[..<end]))
    }
}

/// `+0.007` of 0.94 and 0.947: decimal, as people wrote the two, so without binary leftovers.
private func signedDifference(from old: Double, to new: Double) -> String? {
    guard let before = Decimal(string: "\(old)"), let after = Decimal(string: "\(new)") else {
        return nil
    }
    let change = after - before
    return (change > 0 ? "+" : "") + "\(change)"
}

extension ComparePage.Tensors {
    private static let mostRows = 200

    init(_ difference: TensorDifference) {
        path = difference.path
        changes = Excerpt(difference.changes.map(ComparePage.Tensor.init), most: Self.mostRows)
        same = difference.same
        unread = difference.unread > 0 ? difference.unread : nil
    }
}

extension ComparePage.Tensor {
    init(_ change: TensorChange) {
        tensor = change.tensor
        old = change.old?.description
        new = change.new?.description
        differsInside = change.old == change.new
    }
}

extension ComparePage.Text {
    private static let mostLines = 200

    init(path: String, allLines: [String]) {
        self.path = path
        lines = allLines.prefix(Self.mostLines).map(ComparePage.Line.init)
        more = allLines.count > Self.mostLines ? allLines.count - Self.mostLines : nil
    }
}

extension ComparePage.Line {
    /// The most characters of a line.
    private static let longest = 300

    init(_ line: String) {
        let kinds: [Character: Kind] = ["@": .place, "-": .old, "+": .new]
        kind = line.first.flatMap { kinds[$0] } ?? .both
        text = String(line.prefix(Self.longest))
    }
}
