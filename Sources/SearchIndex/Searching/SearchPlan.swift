import GRDB
import RegistryCore

/// How a request is answered: by looking through few candidates, or by a walk in the order of the
/// answer until the page is full.
struct SearchPlan {
    private let request: SearchRequest
    private let models: VisibleModels
    private let candidates: SearchCandidates?
    /// The words of which all texts are found once.
    private let listed: Set<SearchWords>

    /// - Parameter most: How many candidates of one condition are looked at one by one rather than
    ///   walking; of three conditions and more so many times more, for with each the walk to a full
    ///   page gets longer.
    init(
        _ request: SearchRequest, in database: Database,
        candidates most: Int = SearchPlan.usualCandidates
    ) throws {
        self.request = request
        models = VisibleModels(of: request.namespaces)
        let parts = (request.query.root?.parts.count ?? 0) + (request.namespaces == nil ? 0 : 1)
        candidates = try SearchCandidates.fewest(
            for: request.query.root, of: models, atMost: most << min(4, 2 * max(0, parts - 2)),
            in: database)
        let words = request.query.root?.words ?? []
        if let candidates {
            listed = candidates.count > most / Self.candidatesForLookup ? words : []
        } else {
            listed = try words.filter { try $0.areRare(most * Self.textsForWalk, in: database) }
        }
    }

    /// So many are looked at in less time than most walks take.
    static let usualCandidates = 5_000
    /// Of fewer candidates than one in so many, each one's text is looked up.
    private static let candidatesForLookup = 12
    /// So many times as many texts are listed beside a walk.
    private static let textsForWalk = 12

    /// The statements whose rows, one after another, are the answer: the id of a version, its key
    /// and its tie.
    var statements: [SQL] {
        let segments = SearchSegment.all(of: request, isWalk: candidates == nil)
        return segments.filter { !$0.isAbsent || rangeOfKey.isEmpty }.map(statement)
    }

    private func statement(_ segment: SearchSegment) -> SQL {
        let direction: SQL = request.order.isDescending ? "DESC" : "ASC"
        let source = segment.source
        return """
            SELECT v.id AS id, \(sql: source.key) AS key, \(sql: source.tie) AS tie
            FROM \(source.tables)
            WHERE \(conditions(segment).joined(separator: " AND "))
            ORDER BY \(sql: source.key) \(direction), \(sql: source.tie) \(direction)
            """
    }

    private func conditions(_ segment: SearchSegment) -> [SQL] {
        let among = candidates.map { "v.id IN (\($0.list))" as SQL }
        return [segment.source.condition, segment.condition, among, models.predicate, predicate]
            .compactMap(\.self) + rangeOfKey
    }

    private var predicate: SQL? { request.query.root?.predicate(listing: listed) }

    /// What the query demands of the metric that it is sorted by, for a walk to begin and end
    /// there.
    private var rangeOfKey: [SQL] {
        guard case .metric(let name) = request.order.key else { return [] }
        return (request.query.root?.requirements ?? [])
            .filter { $0.field == .metric && $0.key == name }
            .map { $0.test.holds(of: "k.value") }
    }
}
