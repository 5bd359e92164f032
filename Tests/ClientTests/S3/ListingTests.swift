import Testing

@testable import Client

@Suite struct `Listing a bucket` {
    @Test func `goes through every page`() async throws {
        let server = try await LoopbackServer { request, count in
            let isLast = request.target.contains("continuation-token=n%2F2%3D%3D")
            return .text(
                """
                <ListBucketResult><IsTruncated>\(!isLast)</IsTruncated>
                <NextContinuationToken>\(isLast ? "" : count == 0 ? "n/1" : "n/2==")\
                </NextContinuationToken>
                <Contents><Key>p/\(count)</Key><Size>\(count)</Size>
                <LastModified>2026-11-20T10:00:00.123Z</LastModified></Contents></ListBucketResult>
                """)
        }
        var keys: [String] = []
        try await bucket(at: server).list("p/") { keys += $0.map(\.key) }
        #expect(keys == ["p/0", "p/1", "p/2"])
        #expect(server.requests[0].target == "/b/?list-type=2&prefix=p%2F")
    }

    @Test func `finds no object whose key only begins like that`() async throws {
        let server = try await LoopbackServer { _, _ in
            .text(
                """
                <ListBucketResult><Contents><Key>key2</Key><Size>1</Size>
                <LastModified>2026-11-20T10:00:00Z</LastModified></Contents></ListBucketResult>
                """)
        }
        let bucket = try bucket(at: server)
        #expect(try await bucket.status(of: "key") == nil)
        #expect(try await bucket.status(of: "key2")?.size == 1)
    }
}
