import RegistryCore

/// Several versions beside each other: all of their metrics, and of the rest what is not the same
/// in all of them.
package struct SideBySide: Encodable, Sendable {
    package let sides: [VersionDifference.Side]
    package let metrics: [Row<Double>]
    package let parameters: [Row<String>]
    package let artifacts: [Row<PointerReport>]
    package let fields: [Row<String>]

    /// What each side has of one thing, in their order.
    package struct Row<Value: Encodable & Sendable>: Encodable, Sendable {
        package let name: String
        package let cells: [Cell<Value>]
    }

    /// What one side has; `nil` where it has nothing.
    package struct Cell<Value: Encodable & Sendable>: Encodable, Sendable {
        package let value: Value?
    }

    /// - Parameter differences: What each of the others has otherwise than the first, which is the
    ///   old side of all; at least one.
    init(_ differences: [VersionDifference]) {
        sides = differences.prefix(1).map(\.old) + differences.map(\.new)
        metrics = rows(differences.map(\.metrics), \.metric, \.old, \.new)
        parameters = rows(differences.map(\.parameters), \.field, \.old, \.new)
        artifacts = rows(differences.map(\.artifacts), \.path.description, \.old, \.new)
        fields = rows(differences.map(\.fields), \.field, \.old, \.new)
    }
}

/// Lines up what each of several has otherwise than the first: what is not among its changes it has
/// as the first has it.
private func rows<Change, Value>(
    _ changes: [[Change]], _ name: KeyPath<Change, String>, _ old: KeyPath<Change, Value?>,
    _ new: KeyPath<Change, Value?>
) -> [SideBySide.Row<Value>] {
    var first: [String: Value?] = [:]
    for change in changes.joined() { first[change[keyPath: name]] = change[keyPath: old] }
    let others = changes.map { side in
        Dictionary(side.map { ($0[keyPath: name], $0[keyPath: new]) }) { $1 }
    }
    return first.sorted { $0.key < $1.key }.map { key, value in
        let cells = [value] + others.map { $0[key] ?? value }
        return SideBySide.Row(name: key, cells: cells.map { SideBySide.Cell(value: $0) })
    }
}
