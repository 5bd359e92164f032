import GRDB
import RegistryCore

/// A stretch of an answer that one statement can tell in order; one after another they are all that
/// comes after a position.
///
/// `(key, tie) > (?, ?)` would be one statement, but SQLite looks at the key alone then, and passes
/// every row that was registered in the same second.
struct SearchSegment {
    let source: SearchSource
    /// Which of the source's rows belong to it.
    var condition: SQL
    /// Whether its versions lack the metric of the order.
    var isAbsent = false

    /// All stretches after the request's start.
    static func all(of request: SearchRequest, isWalk: Bool) -> [SearchSegment] {
        let order = request.order
        let source = SearchSource(order.key, isWalk: isWalk)
        let later = order.isDescending ? "<" : ">"
        guard let start = request.start else {
            return [SearchSegment(source: source, condition: "TRUE")] + absent(order, after: nil)
        }
        guard let key = start.value.stored else { return absent(order, after: start.tie) }
        let tied: SQL = """
            \(sql: source.key) = \(key) AND \(sql: source.tie) \(sql: later) \(start.tie)
            """
        let beyond: SQL = "\(sql: source.key) \(sql: later) \(key)"
        return [
            SearchSegment(source: source, condition: tied),
            SearchSegment(source: source, condition: beyond),
        ] + absent(order, after: nil)
    }

    /// The versions without the metric of the order, if it is by one.
    private static func absent(_ order: SearchOrder, after tie: Int64?) -> [SearchSegment] {
        guard case .metric(let name) = order.key else { return [] }
        let source = SearchSource(without: name)
        let later = order.isDescending ? "<" : ">"
        let condition: SQL = tie.map { "\(sql: source.tie) \(sql: later) \($0)" } ?? "TRUE"
        return [SearchSegment(source: source, condition: condition, isAbsent: true)]
    }
}

extension SearchPosition.Value {
    /// As a statement takes it; `nil` if the metric is missing.
    fileprivate var stored: DatabaseValue? {
        switch self {
        case .time(let seconds): seconds.databaseValue
        case .name(let model): model.description.databaseValue
        case .number(let number): number.databaseValue
        case .absent: nil
        }
    }
}
