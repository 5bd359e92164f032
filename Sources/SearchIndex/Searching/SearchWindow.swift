import GRDB
import RegistryCore

/// The beginning of a walk over versions, in which the texts with a word are listed at once.
struct SearchWindow {
    /// The key of the first row behind it; `nil` if it goes to the end of the walk.
    let end: Int64?
    /// The ids among which all those in it are.
    let first: Int64, last: Int64

    /// How many times as many ids as rows it may span: versions are walked by date, and that of an
    /// old one that was annotated is new.
    private static let spread = 5

    /// The window of about `most` rows with which a segment begins; `nil` where it would span too
    /// many ids, or where the walk is not by a date of versions.
    init?(
        of segment: SearchSegment, by order: SearchOrder, rows most: Int, in database: Database
    ) throws {
        guard [.updated, .created].contains(order.key) else { return nil }
        let source = segment.source
        let direction: SQL = order.isDescending ? "DESC" : "ASC"
        let request: SQLRequest<Row> = """
            SELECT count(*) AS count, min(id) AS first, max(id) AS last,
                \(sql: order.isDescending ? "min" : "max")(key) AS end
            FROM (
                SELECT v.id AS id, \(sql: source.key) AS key FROM \(source.tables)
                WHERE \(source.condition) AND \(segment.condition)
                ORDER BY \(sql: source.key) \(direction), \(sql: source.tie) \(direction)
                LIMIT \(most + 1)
            )
            """
        guard let row = try request.fetchOne(database), let first = row["first"] as Int64?,
            let last = row["last"] as Int64?, last - first < Int64(Self.spread * most)
        else { return nil }
        self.first = first
        self.last = last
        end = row["count"] as Int > most ? row["end"] : nil
    }

    /// The part of `segment` that lies in the window, and the part behind it.
    func split(
        _ segment: SearchSegment, by order: SearchOrder
    ) -> (inside: SearchSegment, behind: SearchSegment?) {
        guard let end else { return (segment, nil) }
        let key = segment.source.key
        var (inside, behind) = (segment, segment)
        let before = order.isDescending ? ">" : "<"
        inside.condition = "(\(segment.condition)) AND \(sql: key) \(sql: before) \(end)"
        behind.condition =
            "(\(segment.condition)) AND \(sql: key) \(sql: before == ">" ? "<=" : ">=") \(end)"
        return (inside, behind)
    }
}
