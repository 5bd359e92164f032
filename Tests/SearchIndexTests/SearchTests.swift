import FoundationEssentials
import GRDB
import RegistryCore
import Support
import Testing

@testable import SearchIndex

@Suite struct `A search of the index` {
    private static let orders = [
        "updated", "-updated", "created", "-created", "name", "-name", "metric.auc", "-metric.auc",
        "-metric.none",
    ]

    /// Of which models somebody may see the versions.
    private static let sights: [Set<Namespace>?] = [
        nil, [], ["fraud"], ["org"], ["fraud", "nlp"], ["nowhere"],
    ]

    @Test(arguments: seeds(12))
    func
        `finds what a plain look at every version that may be seen finds, however it goes about it`(
            seed: UInt64
        ) async throws
    {
        let scratch = try Scratch()
        let index = try emptyIndex(in: scratch)
        var catalog = RandomCatalog(seed: seed), queries = RandomQuery(seed: seed &+ 1_000)
        var random = SplitMix(seed: seed)
        for _ in 0..<12 {
            try index.write { try catalog.grow(by: 6, into: $0) }
            let versions = catalog.versions
            for _ in 0..<4 {
                let text = queries.text()
                let query = try SearchQuery(parsing: text)
                let order = try SearchOrder(
                    checking: try #require(Self.orders.randomElement(using: &random)))
                let sight = Self.sights.randomElement(using: &random) ?? nil
                let found = try await pages(
                    of: query, in: order, limit: .random(in: 1...9, using: &random),
                    candidates: [0, 2, 4, 9, 1_000].randomElement(using: &random) ?? 0, index
                ) { sight }
                let wanted = versions.filter {
                    query.matches($0.value) && sight?.contains($0.value.model.namespace) ?? true
                }
                #expect(Set(found) == Set(wanted.keys), "\(text)")
                #expect(found.count == wanted.count, "one is told twice: \(text)")
                #expect(
                    found == sorted(wanted, by: order, index), "\(order): \(text)")
            }
        }
    }

    @Test(arguments: seeds(4))
    func `tells once whatever stays while others come between two pages`(
        seed: UInt64
    ) async throws {
        let scratch = try Scratch()
        let index = try emptyIndex(in: scratch)
        var catalog = RandomCatalog(seed: seed &+ 77), random = SplitMix(seed: seed)
        try index.write { try catalog.grow(by: 60, into: $0) }
        for name in Self.orders {
            let order = try SearchOrder(checking: name)
            let before = catalog.versions
            var changes = 0
            let found = try await pages(
                of: .everything, in: order, limit: .random(in: 1...7, using: &random),
                candidates: 0, index
            ) {
                // Enough of them, or an order by time would never come to its end.
                changes += 1
                if changes <= 10 { try index.write { try catalog.grow(by: 2, into: $0) } }
                return nil
            }
            let after = catalog.versions
            let stayed = before.filter { after[$0.key] == $0.value }
            #expect(Set(found).isSuperset(of: stayed.keys), "\(order)")
            let twice = Dictionary(grouping: found, by: \.self).filter { $0.value.count > 1 }
            #expect(Set(twice.keys).isDisjoint(with: stayed.keys), "\(order)")
        }
    }

    @Test(arguments: seeds(4))
    func `tells nothing more of a model that is hidden between two pages, and all of the others`(
        seed: UInt64
    ) async throws {
        let scratch = try Scratch()
        let index = try emptyIndex(in: scratch)
        var catalog = RandomCatalog(seed: seed &+ 91)
        try index.write { try catalog.grow(by: 60, into: $0) }
        let versions = catalog.versions
        for name in Self.orders {
            let order = try SearchOrder(checking: name)
            var told = 0
            let found = try await pages(
                of: .everything, in: order, limit: 3,
                candidates: seed.isMultiple(of: 2) ? 0 : 1_000,
                index
            ) {
                told += 1
                return told <= 2 ? nil : ["fraud"]
            }
            let early = sorted(versions, by: order, index).prefix(6)
            let late = sorted(versions, by: order, index).dropFirst(6)
                .filter { versions[$0]?.model.namespace == "fraud" }
            #expect(found == early + late, "\(order)")
        }
    }

    @Test func `ends when its time is over`() async throws {
        let scratch = try Scratch()
        let index = try emptyIndex(in: scratch)
        let error = await #expect(throws: IndexError.self) {
            try await index.read(atMost: .milliseconds(50)) { database in
                try Int.fetchOne(
                    database,
                    sql: """
                        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
                        SELECT count(*) FROM n
                        """)
            }
        }
        #expect(error == .interrupted)
        let page = try await index.search(
            SearchRequest(.everything, limit: 1), atMost: .seconds(10))
        #expect(page.versions.isEmpty && page.end == nil)
    }

    @Test(arguments: [
        "'; DROP TABLE versions; --", "\" OR 1=1 --", "%", "_", "fraud' OR 'a'='a", "NEAR(a b)",
        "name : x", "a AND b", "x*", "^x", "{a b}: c",
    ])
    func `takes a value for a value, whatever it looks like`(text: String) async throws {
        let scratch = try Scratch()
        let index = try emptyIndex(in: scratch)
        var catalog = RandomCatalog(seed: 3)
        try index.write { try catalog.grow(by: 40, into: $0) }
        let quoted = "\"" + text.replacing("\"", with: "\\\"") + "\""
        for field in ["", "model:", "tag.domain:", "tag.\(quoted):", "param.\(quoted)>", "base:"] {
            let value = field.hasSuffix(">") ? "1" : quoted
            guard let query = try? SearchQuery(parsing: field + value) else { continue }
            let page = try await index.search(
                SearchRequest(query, limit: 1_000), atMost: .seconds(10))
            #expect(page.versions.isEmpty, "\(field)")
        }
        let all = try await index.search(
            SearchRequest(.everything, limit: 1_000), atMost: .seconds(10))
        #expect(all.versions.count == catalog.versions.count)
    }
}

/// All pages of an answer, with what happens before each of them, and what may be seen then.
private func pages(
    of query: SearchQuery, in order: SearchOrder, limit: Int, candidates: Int, _ index: IndexFile,
    meanwhile: () throws -> Set<Namespace>?
) async throws -> [Int64] {
    var found: [Int64] = [], position: SearchPosition?
    repeat {
        var request = SearchRequest(query, in: order, after: position, limit: limit)
        request.namespaces = try meanwhile()
        let page = try await index.search(request, atMost: .seconds(60), candidates: candidates)
        #expect(page.versions.count <= limit)
        for version in page.versions {
            found.append(try place(of: version, index))
        }
        // Through the token, as a client brings it back.
        position = try page.end.map {
            try SearchPosition(token: $0.token(for: query, in: order), for: query, in: order)
        }
    } while position != nil && found.count < 10_000
    return found
}

private func place(of version: FoundVersion, _ index: IndexFile) throws -> Int64 {
    let place = try index.read { database in
        try Int64.fetchOne(
            database,
            sql: """
                SELECT v.id FROM versions v JOIN models m ON m.id = v.model
                WHERE m.name = ? AND v.number = ?
                """, arguments: ["\(version.model)", version.version.value])
    }
    return try #require(place)
}

/// The places in the order that `order` says, worked out without SQL.
private func sorted(
    _ versions: [Int64: SearchableVersion], by order: SearchOrder, _ index: IndexFile
) -> [Int64] {
    let metric: String? = if case .metric(let name) = order.key { name } else { nil }
    let present = versions.filter { version in
        metric.map { version.value.metrics[$0] != nil } ?? true
    }
    let absent = versions.keys.filter { present[$0] == nil }.sorted()
    let places = present.sorted { left, right in
        switch order.key {
        case .updated: (left.value.updated, left.key) < (right.value.updated, right.key)
        case .created: (left.value.created, left.key) < (right.value.created, right.key)
        case .name: (left.value.model, left.key) < (right.value.model, right.key)
        case .metric(let name):
            (left.value.metrics[name] ?? 0, left.key) < (right.value.metrics[name] ?? 0, right.key)
        }
    }.map(\.key)
    return order.isDescending ? places.reversed() + absent.reversed() : places + absent
}

private func emptyIndex(in scratch: Scratch) throws -> IndexFile {
    let path = scratch.file("index")
    let build = try IndexBuild(at: path)
    try build.createIndexes()
    try build.finish()
    return try IndexFile(opening: path, for: .command)
}
