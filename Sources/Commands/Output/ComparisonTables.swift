import Registry
import RegistryCore

/// Metrics side by side.
func metricTable(_ changes: [MetricChange]) -> Table {
    Table(
        ["metric", .number("before"), .number("after"), .number("change")],
        rows: changes.map { change in
            let difference = zip(change.old, change.new).map { $1 - $0 }
            return [
                change.metric, change.old.map { "\($0)" } ?? "-", change.new.map { "\($0)" } ?? "-",
                difference.map(signed) ?? "-",
            ]
        })
}

/// Artifacts that differ, with their lengths.
func artifactTable(_ changes: [ArtifactChange]) -> Table {
    Table(
        ["artifact", "change", .number("before"), .number("after"), "sha256"],
        rows: changes.map { change in
            let kind = change.old == nil ? "added" : change.new == nil ? "removed" : "changed"
            return [
                "\(change.path)", kind, change.old.map { "\(ByteCount($0.size))" } ?? "-",
                change.new.map { "\(ByteCount($0.size))" } ?? "-",
                change.new.map { "\($0.sha256)" } ?? "-",
            ]
        })
}

private func zip(_ one: Double?, _ other: Double?) -> (Double, Double)? {
    guard let one, let other else { return nil }
    return (one, other)
}

/// A difference to six digits, with its sign.
private func signed(_ difference: Double) -> String {
    let rounded = (difference * 1e6).rounded() / 1e6
    return rounded > 0 ? "+\(rounded)" : "\(rounded)"
}
