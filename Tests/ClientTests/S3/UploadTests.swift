import Cryptography
import NIOHTTP1
import RegistryCore
import Testing

@testable import Client

@Suite struct `An upload in parts` {
    private static let part = 8 << 20
    private static let size = 3 * part + 5

    @Test func `sends what an earlier one has not, and what of it is wrong`() async throws {
        let server = try await Self.server(
            parts: [(1, Self.bytes(of: 1)), (2, Self.bytes(of: 1)), (4, Self.bytes(of: 4))])
        try await upload(to: server)
        #expect(server.requests.contains { $0.target.hasSuffix("uploads=&prefix=k") })
        #expect(sentParts(server) == ["2", "3"])
        let list = try #require(server.requests.last { $0.method == "POST" })
        let tags = (1...4).map { encodeHex(md5(Self.bytes(of: $0)) ?? []) }
        let expected = zip(1...4, tags).map { "<PartNumber>\($0)</PartNumber><ETag>\($1)</ETag>" }
        #expect(
            String(decoding: list.body, as: UTF8.self)
                == "<CompleteMultipartUpload><Part>\(expected.joined(separator: "</Part><Part>"))"
                + "</Part></CompleteMultipartUpload>")
    }

    @Test func `is begun where there is none, and signed for byte by byte`() async throws {
        let server = try await Self.server(parts: nil)
        try await upload(to: server)
        #expect(sentParts(server) == ["1", "2", "3", "4"])
        for request in server.requests {
            #expect(
                request.headers.first(name: "x-amz-content-sha256")
                    == "\(Digest(hashing: request.body))")
        }
    }

    @Test func `is not completed when its source says no at the end`() async throws {
        let server = try await Self.server(parts: nil)
        let bucket = try bucket(at: server)
        await #expect(throws: S3Error.sourceFailed) {
            try await bucket.upload("k", size: Int64(Self.size)) {
                (count) async throws(S3Error) in
                guard count > 0 else { throw .sourceFailed }
                return Array(repeating: 1, count: count)
            }
        }
        #expect(sentParts(server) == ["1", "2", "3", "4"])
        #expect(!server.requests.contains { $0.method == "POST" && $0.target.contains("uploadId") })
    }

    @Test(arguments: ["POST", "PUT"], [true, false])
    func `that somebody else has completed is done if the object is there`(
        refused: String, isThere: Bool
    ) async throws {
        let server = try await Self.server(parts: nil, gone: refused, isThere: isThere)
        guard !isThere else { return try await upload(to: server) }
        await #expect(throws: S3Error.noSuchUpload("k")) { try await upload(to: server) }
    }

    @Test(arguments: ["POST", "PUT"], [true, false])
    func `that somebody else has completed is still read to its end`(
        refused: String, isRight: Bool
    ) async throws {
        let server = try await Self.server(parts: nil, gone: refused, isThere: true)
        let bucket = try bucket(at: server)
        var left = Self.size
        var failure: S3Error?
        do throws(S3Error) {
            try await bucket.upload("k", size: Int64(left)) {
                (count) async throws(S3Error) in
                left -= count
                guard count > 0 || isRight else { throw .sourceFailed }
                return Array(repeating: 1, count: count)
            }
        } catch {
            failure = error
        }
        #expect(failure == (isRight ? nil : .sourceFailed))
        #expect(left == 0)
    }

    @Test func `stops reading at the first part that is refused`() async throws {
        let server = try await LoopbackServer { request, _ in
            request.method == "PUT"
                ? .refusal(403, "AccessDenied") : Self.answer(request, parts: nil)
        }
        let bucket = try bucket(at: server)
        let reads = Countdown(1_000)
        await #expect(throws: S3Error.denied(code: "AccessDenied")) {
            try await bucket.upload("k", size: 100 << 30) { (count) async throws(S3Error) in
                guard reads.next() else { throw .sourceFailed }
                return Array(repeating: 0, count: 10)
            }
        }
    }

    private func upload(to server: LoopbackServer) async throws {
        var number = 0
        try await bucket(at: server).upload("k", size: Int64(Self.size)) { count in
            number += 1
            return count == 0 ? [] : Self.bytes(of: number)
        }
    }

    private func sentParts(_ server: LoopbackServer) -> [String] {
        server.requests.filter { $0.method == "PUT" }
            .compactMap { $0.target.split(separator: "partNumber=").last?.prefix { $0 != "&" } }
            .map(String.init).sorted()
    }

    private static func bytes(of part: Int) -> [UInt8] {
        Array(repeating: UInt8(part), count: part < 4 ? Self.part : 5)
    }

    private static func server(
        parts: [(Int, [UInt8])]?, gone: String? = nil, isThere: Bool = false
    ) async throws -> LoopbackServer {
        try await LoopbackServer { request, _ in
            switch request.method {
            case gone where request.target.contains("uploadId"):
                .refusal(404, "NoSuchUpload")
            case "HEAD":
                isThere ? .init(headers: [("content-length", "\(size)")]) : .refusal(404, "")
            default: answer(request, parts: parts)
            }
        }
    }

    /// What S3 would say, of an upload of which it has these parts, or none.
    private static func answer(
        _ request: LoopbackServer.Request, parts: [(Int, [UInt8])]?
    ) -> LoopbackServer.Answer {
        switch (request.method, request.target) {
        case ("GET", let target) where target.contains("uploads="):
            let begun = """
                <Upload><Key>k</Key><UploadId>2~i</UploadId>
                <Initiated>2026-11-20T10:00:00.000Z</Initiated></Upload>
                """
            return .text(
                "<ListMultipartUploadsResult>\(parts == nil ? "" : begun)"
                    + "</ListMultipartUploadsResult>")
        case ("GET", _):
            let list = (parts ?? []).map { number, bytes in
                "<Part><PartNumber>\(number)</PartNumber><Size>\(bytes.count)</Size>"
                    + "<ETag>&quot;\(encodeHex(md5(bytes) ?? []))&quot;</ETag></Part>"
            }
            return .text("<ListPartsResult>\(list.joined())</ListPartsResult>")
        case ("POST", let target) where target.hasSuffix("uploads="):
            return .text("<R><UploadId>2~i</UploadId></R>")
        case ("POST", _): return .text("<CompleteMultipartUploadResult/>")
        default:
            return .init(headers: [("etag", "\"\(encodeHex(md5(request.body) ?? []))\"")])
        }
    }
}
