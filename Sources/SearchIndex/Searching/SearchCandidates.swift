import GRDB
import RegistryCore

/// Versions among which all those are that an expression finds, and how many they are at most.
struct SearchCandidates {
    /// A `SELECT` of their ids.
    let list: SQL
    let count: Int

    /// The fewest among which to look for `expression`, or for anything, of `models`; `nil` where
    /// there are more than `most`.
    static func fewest(
        for expression: SearchExpression?, of models: VisibleModels, atMost most: Int,
        in database: Database
    ) throws -> SearchCandidates? {
        let visible = try models.list.flatMap { try counted($0, most, in: database) }
        guard let expression, visible?.count != 0 else { return visible }
        let limit = visible.map { $0.count - 1 } ?? most
        return try fewest(for: expression, atMost: limit, in: database) ?? visible
    }

    /// The fewest among which to look for `expression`; `nil` where there are more than `most`, or
    /// where only what is not meant could be listed.
    ///
    /// SQLite has averages at best, and here one value is in ten rows and another in a million: so
    /// the entries of each value are counted, as far as that is worth it.
    private static func fewest(
        for expression: SearchExpression, atMost most: Int, in database: Database
    ) throws -> SearchCandidates? {
        switch expression {
        case .condition(let condition): try counted(condition.list, most, in: database)
        case .words(let words): try counted(words.list, most, in: database)
        case .not: nil
        case .all(let parts): try fewest(ofAll: parts, most, in: database)
        case .any(let parts): try union(of: parts, most, in: database)
        }
    }

    /// Those of one part, for all must pass each; a part is counted as far as it could be fewer.
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

    private static func counted(
        _ list: SQL, _ most: Int, in database: Database
    ) throws -> SearchCandidates? {
        let request: SQLRequest<Int> =
            "SELECT count(*) FROM (SELECT 1 FROM (\(list)) LIMIT \(most + 1))"
        let count = try request.fetchOne(database) ?? 0
        return count <= most ? SearchCandidates(list: list, count: count) : nil
    }

    private static func union(
        of parts: [SearchExpression], _ most: Int, in database: Database
    ) throws -> SearchCandidates? {
        var found: [SearchCandidates] = []
        for part in parts {
            guard let few = try fewest(for: part, atMost: most, in: database) else { return nil }
            found.append(few)
        }
        let count = found.reduce(0) { $0 + $1.count }
        guard count <= most else { return nil }
        let lists = found.map { "SELECT * FROM (\($0.list))" as SQL }
        return SearchCandidates(list: lists.joined(separator: " UNION ALL "), count: count)
    }
}
