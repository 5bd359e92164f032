import RegistryCore
import Testing

@Suite struct `A page's token` {
    private static let positions: [(String, SearchPosition.Value)] = [
        ("-updated", .time(1_790_000_000)), ("created", .time(-1)),
        ("name", .name("fraud/detector")),
        ("metric.auc", .number(0.1 + 0.2)), ("-metric.top 5", .number(-.leastNonzeroMagnitude)),
        ("-metric.auc", .absent),
    ]

    @Test(arguments: positions)
    func `leads back to where the page ended`(order: String, value: SearchPosition.Value) throws {
        let order = try SearchOrder(checking: order)
        let query = try SearchQuery(parsing: "framework:pytorch é")
        let position = SearchPosition(value: value, tie: 999_999)
        let token = position.token(for: query, in: order)
        #expect(token.utf8.allSatisfy { "-_".utf8.contains($0) || isAlphanumeric($0) })
        #expect(try SearchPosition(token: token, for: query, in: order) == position)
        let respelt = try SearchQuery(parsing: "( framework=pytorch ) AND é")
        #expect(try SearchPosition(token: token, for: respelt, in: order) == position)
    }

    @Test(arguments: [
        ("other", "-updated"), ("fraud", "updated"), ("fraud", "-created"), ("fraud", "name"),
        ("fraud", "metric.auc"),
    ])
    func `is for one query in one order`(query: String, order: String) throws {
        let position = SearchPosition(value: .time(1), tie: 1)
        let token = position.token(for: try SearchQuery(parsing: "fraud"), in: .usual)
        let query = try SearchQuery(parsing: query), order = try SearchOrder(checking: order)
        #expect(throws: RegistryError.self) {
            try SearchPosition(token: token, for: query, in: order)
        }
    }

    @Test(arguments: [
        "", "x", "====", "MQ", "é", "\u{0}", String(repeating: "A", count: 513),
        "MSAxIDEgdDE", "MSAxIDEgdDEgMQ==",
    ])
    func `that nobody gave is refused`(token: String) {
        #expect(throws: RegistryError.self) {
            try SearchPosition(token: token, for: .everything, in: .usual)
        }
    }

    @Test(arguments: ["", "-", "--name", "size", "metric", "metric.", "Name", "metric.\u{0}"])
    func `has an order that there is`(order: String) {
        #expect(throws: RegistryError.self) { try SearchOrder(checking: order) }
    }

    @Test(arguments: ["updated", "-updated", "created", "name", "-metric.top 5", "metric.-x"])
    func `has an order that reads as it is printed`(order: String) throws {
        #expect(try SearchOrder(checking: order).description == order)
    }

    private func isAlphanumeric(_ byte: UInt8) -> Bool {
        Unicode.Scalar(byte).properties.isAlphabetic || ("0"..."9").contains(Unicode.Scalar(byte))
    }
}
