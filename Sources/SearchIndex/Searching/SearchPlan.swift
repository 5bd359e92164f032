import GRDB
import RegistryCore

/// How a request is answered: by looking through few candidates, or by a walk in the order of the
/// answer until the page is full.
struct SearchPlan {
    private let request: SearchRequest
    private let models: VisibleModels
    private let candidates: SearchCandidates?
    /// How many candidates of one condition are few.
    private let few: Int
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
        few = most
        self.database = database
    }

    /// So many are looked at in less time than most walks take.
    static let usualCandidates = 5_000
    /// Of fewer candidates than one in so many, each one's text is looked up.
    private static let candidatesForLookup = 12
    /// So many times as many texts are listed beside a walk.
    private static let textsForWalk = 4

    /// A part of the answer: a stretch of it, and what it lies between if words are listed for it
    /// alone.
    struct Step {
        fileprivate let segment: SearchSegment
        fileprivate let window: SearchWindow?
    }

    /// What is to be read, one after another, until the page is full.
    func steps() throws -> [Step] {
        let segments = SearchSegment.all(of: request, isWalk: candidates == nil)
        return try segments.filter { !$0.isAbsent || rangeOfKey.isEmpty }.flatMap(steps)
    }

    /// The steps of one stretch: where it is walked for words, its beginning apart.
    private func steps(of segment: SearchSegment) throws -> [Step] {
        guard candidates == nil, !words.isEmpty,
            let window = try SearchWindow(of: segment, by: request.order, rows: few, in: database)
        else { return [Step(segment: segment, window: nil)] }
        let (inside, behind) = window.split(segment, by: request.order)
        return [Step(segment: inside, window: window)]
            + (behind.map { [Step(segment: $0, window: nil)] } ?? [])
    }

    /// The statement whose rows are those of a step: the id of a version, its key and its tie.
    func statement(for step: Step) throws -> SQL {
        let source = step.segment.source
        let direction: SQL = request.order.isDescending ? "DESC" : "ASC"
        let conditions = try conditions(step).joined(separator: " AND ")
        return """
            SELECT v.id AS id, \(sql: source.key) AS key, \(sql: source.tie) AS tie
            FROM \(source.tables)
            WHERE \(conditions)
            ORDER BY \(sql: source.key) \(direction), \(sql: source.tie) \(direction)
            """
    }

    private func conditions(_ step: Step) throws -> [SQL] {
        let among = candidates.map { "v.id IN (\($0.list))" as SQL }
        let listings = try Dictionary(
            uniqueKeysWithValues: words.map { ($0, try listing(of: $0, in: step.window)) })
        let predicate = request.query.root?.predicate { listings[$0] ?? .nothing }
        let segment = step.segment
        return [segment.source.condition, segment.condition, among, models.predicate, predicate]
            .compactMap(\.self) + rangeOfKey
    }

    private var words: Set<SearchWords> { request.query.root?.words ?? [] }

    /// Of which texts with the words there is to be a list.
    private func listing(
        of words: SearchWords, in window: SearchWindow?
    ) throws -> SearchWords.Listing {
        if let candidates {
            return candidates.count > few / Self.candidatesForLookup ? .everything : .nothing
        }
        let most = few * Self.textsForWalk
        let hasModels = try words.areRare(in: .models, most, database)
        if let window {
            return .init(versions: .between(window.first, window.last), hasModels: hasModels)
        }
        let isOfAll = try words.areRare(in: .versions, most, database)
        return .init(versions: isOfAll ? .all : .none, hasModels: hasModels)
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
