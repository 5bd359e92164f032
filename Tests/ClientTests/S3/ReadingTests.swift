import NIOHTTP1
import Testing

@testable import Client

@Suite struct `Reading an object` {
    private static let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }

    @Test func `goes on where the connection broke off, and only there`() async throws {
        let server = try await Self.server { count in count < 2 ? 70_000 : nil }
        let reader = try await bucket(at: server).read("k")
        #expect(reader.size == 200_000)
        #expect(try await all(of: reader) == Self.bytes)
        // What came and was not read yet is lost with the connection, so only the order is sure.
        let ranges = server.requests.map { $0.headers.first(name: "range") }
        #expect(ranges.count == 3 && ranges[0] == nil && Set(ranges).count == 3)
        #expect(ranges.dropFirst().allSatisfy { $0?.hasSuffix("-199999") == true })
        let tags = server.requests.map { $0.headers.first(name: "if-match") }
        #expect(tags == [nil, "\"t\"", "\"t\""])
    }

    @Test func `ends when it breaks off again and again without a byte`() async throws {
        let server = try await Self.server { count in count == 0 ? 10 : 0 }
        let bucket = try bucket(at: server)
        let reader = try await bucket.read("k")
        await #expect(throws: S3Error.self) { try await all(of: reader) }
        #expect(server.requests.count == 3)
    }

    @Test func `ends when it became another object meanwhile`() async throws {
        let server = try await LoopbackServer { _, count in
            guard count == 0 else { return .refusal(412, "PreconditionFailed") }
            return .init(headers: [("etag", "\"t\"")], body: Self.bytes, cutAfter: 5)
        }
        let reader = try await bucket(at: server).read("k")
        await #expect(throws: S3Error.changed("k")) { try await all(of: reader) }
    }

    @Test func `refuses all of it where a part was asked for`() async throws {
        let server = try await LoopbackServer { _, _ in .init(body: Self.bytes) }
        let bucket = try bucket(at: server)
        await #expect(throws: S3Error.malformedReply(to: "GET")) {
            try await bucket.read("k", range: 5..<10)
        }
    }

    @Test func `reads a range, whose end may lie behind the object's`() async throws {
        let server = try await Self.server { _ in nil }
        let bucket = try bucket(at: server)
        #expect(
            try await all(of: bucket.read("k", range: 5..<10)) == Array(Self.bytes[5..<10]))
        #expect(
            try await all(of: bucket.read("k", range: 199_990..<300_000))
                == Array(Self.bytes[199_990...]))
    }

    /// Serves the bytes or a range of them, and breaks off as `cut` says.
    private static func server(
        cut: @escaping @Sendable (Int) -> Int?
    ) async throws -> LoopbackServer {
        try await LoopbackServer { request, count in
            var answer = LoopbackServer.Answer(
                headers: [("etag", "\"t\"")], body: bytes, cutAfter: cut(count))
            guard let range = request.headers.first(name: "range") else { return answer }
            let ends = range.dropFirst("bytes=".count).split(separator: "-").compactMap { Int($0) }
            let last = min(ends[1], bytes.count - 1)
            answer.status = 206
            answer.headers.append(("content-range", "bytes \(ends[0])-\(last)/\(bytes.count)"))
            answer.body = Array(bytes[ends[0]...last])
            return answer
        }
    }

    private func all(of reader: ObjectReader) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        while let piece = try await reader.next() { bytes += piece }
        return bytes
    }
}
