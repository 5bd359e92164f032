import GRDB
import RegistryCore

/// How a request is answered: by looking through few candidates, or by a walk in the order of the
/// answer until the page is full.
struct SearchPlan {
    private let request: SearchRequest
    private let models: VisibleModels
    private let candidates: SearchCandidates?
    /// Of which texts with each word there is a list; none of those that are not in here.
    private let listings: [SearchWords: SearchWords.Listing]
    /// How many rows of a walk are looked through for words at once.
    private let rowsAtOnce: Int
    private let database: Database

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
        self.database = database
        rowsAtOnce = most
        if let candidates {
            let isMany = candidates.count > most / Self.candidatesForLookup
            listings = isMany ? Dictionary(words.map { ($0, .everything) }) { $1 } : [:]
        } else {
            listings = try Dictionary(
                words.map { words in
                    let few = most * Self.textsForWalk
                    return (
                        words,
                        SearchWords.Listing(
                            versions: try words.areRare(in: .versions, few, database)
                                ? .all : .none,
                            hasModels: try words.areRare(in: .models, few, database))
                    )
                }
            ) { $1 }
        }
    }

    /// So many are looked at in less time than most walks take.
    static let usualCandidates = 5_000
    /// Of fewer candidates than one in so many, each one's text is looked up.
    private static let candidatesForLookup = 12
    /// So many times as many texts are listed beside a walk.
    private static let textsForWalk = 4

    /// The statements whose rows, one after another, are the answer: the id of a version, its key
    /// and its tie.
    func statements() throws -> [SQL] {
        let segments = SearchSegment.all(of: request, isWalk: candidates == nil)
        return try segments.filter { !$0.isAbsent || rangeOfKey.isEmpty }.flatMap(statements)
    }

    /// The statements for one stretch: where it is walked for words that many texts have, its
    /// beginning apart.
    private func statements(_ segment: SearchSegment) throws -> [SQL] {
        guard candidates == nil, listings.values.contains(where: { $0.isOfSingleVersions }),
            let window = try SearchWindow(
                of: segment, by: request.order, rows: rowsAtOnce, in: database)
        else { return [statement(segment, nil)] }
        let (inside, behind) = window.split(segment, by: request.order)
        return [statement(inside, window)] + (behind.map { [statement($0, nil)] } ?? [])
    }

    private func statement(_ segment: SearchSegment, _ window: SearchWindow?) -> SQL {
        let direction: SQL = request.order.isDescending ? "DESC" : "ASC"
        let source = segment.source
        return """
            SELECT v.id AS id, \(sql: source.key) AS key, \(sql: source.tie) AS tie
            FROM \(source.tables)
            WHERE \(conditions(segment, window).joined(separator: " AND "))
            ORDER BY \(sql: source.key) \(direction), \(sql: source.tie) \(direction)
            """
    }

    private func conditions(_ segment: SearchSegment, _ window: SearchWindow?) -> [SQL] {
        let among = candidates.map { "v.id IN (\($0.list))" as SQL }
        let predicate = request.query.root?.predicate { words in
            var listing = listings[words] ?? .nothing
            if let window, listing.isOfSingleVersions {
                listing.versions = .between(window.first, window.last)
            }
            return listing
        }
        return [segment.source.condition, segment.condition, among, models.predicate, predicate]
            .compactMap(\.self) + rangeOfKey
    }

    /// What the query demands of the metric that it is sorted by, for a walk to begin and end
    /// there.
    private var rangeOfKey: [SQL] {
        guard case .metric(let name) = request.order.key else { return [] }
        return (request.query.root?.requirements ?? [])
            .filter { $0.field == .metric && $0.key == name }
            .map { $0.test.holds(of: "k.value") }
    }
}
