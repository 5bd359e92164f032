import GRDB
import RegistryCore

/// Versions among which all those are that an expression finds.
struct SearchCandidates {
    /// Some perhaps twice.
    private let ids: [Int64]

    /// How many they are at most.
    var count: Int { ids.count }

    /// A `SELECT` of their ids: one bound value however many they are.
    var list: SQL {
        "SELECT value FROM json_each(\("[" + ids.map(String.init).joined(separator: ",") + "]"))"
    }

    /// The fewest among which to look for `expression`, or for anything, of `models`; `nil` where
    /// there are more than `most`.
    static func fewest(
        for expression: SearchExpression?, of models: VisibleModels, atMost most: Int,
        in database: Database
    ) throws -> SearchCandidates? {
        let visible = try models.list.flatMap { try found($0, most, in: database) }
        guard let expression, visible?.count != 0 else { return visible }
        let limit = visible.map { $0.count - 1 } ?? most
        return try fewest(for: expression, atMost: limit, in: database) ?? visible
    }

    /// The fewest among which to look for `expression`; `nil` where there are more than `most`, or
    /// where only what is not meant could be listed.
    ///
    /// SQLite has averages at best, and here one value is in ten rows and another in a million: so
    /// the entries of each value are found, as far as that is worth it.
    private static func fewest(
        for expression: SearchExpression, atMost most: Int, in database: Database
    ) throws -> SearchCandidates? {
        switch expression {
        case .condition(let condition): try found(condition.list, most, in: database)
        case .words(let words):
            // Many texts are counted in a fifth of the time that it takes to hand over their ids.
            try words.areRare(in: .versions, most, database)
                ? found(words.list, most, in: database) : nil
        case .not: nil
        case .all(let parts): try fewest(ofAll: parts, most, in: database)
        case .any(let parts): try union(of: parts, most, in: database)
        }
    }

    /// Those of one part, for all must pass each; a part is looked at as far as it could be fewer.
    private static func fewest(
        ofAll parts: [SearchExpression], _ most: Int, in database: Database
    ) throws -> SearchCandidates? {
        var best: SearchCandidates?
        for part in parts where best?.count != 0 {
            let limit = best.map { $0.count - 1 } ?? most
            best = try fewest(for: part, atMost: limit, in: database) ?? best
        }
        return best
    }

    private static func found(
        _ list: SQL, _ most: Int, in database: Database
    ) throws -> SearchCandidates? {
        let request: SQLRequest<Int64> = "SELECT * FROM (\(list)) LIMIT \(most + 1)"
        let ids = try request.fetchAll(database)
        return ids.count <= most ? SearchCandidates(ids: ids) : nil
    }

    private static func union(
        of parts: [SearchExpression], _ most: Int, in database: Database
    ) throws -> SearchCandidates? {
        var found: [SearchCandidates] = []
        for part in parts {
            guard let few = try fewest(for: part, atMost: most, in: database) else { return nil }
            found.append(few)
        }
        let ids = found.flatMap(\.ids)
        return ids.count <= most ? SearchCandidates(ids: ids) : nil
    }
}
