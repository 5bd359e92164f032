import FoundationEssentials
import Testing

@testable import Client

@Suite struct `What a bucket refuses` {
    @Test(
        arguments: [
            (404, "NoSuchKey", .noSuchKey("k")), (404, "NoSuchBucket", .noSuchBucket("b")),
            (404, "NoSuchUpload", .noSuchUpload("k")), (412, "PreconditionFailed", .changed("k")),
            (416, "InvalidRange", .outOfRange("k")),
            (403, "AccessDenied", .denied(code: "AccessDenied")),
            (401, "", .denied(code: "")), (403, "RequestTimeTooSkewed", .clockSkewed),
            (301, "PermanentRedirect", .wrongRegion("eu-west-1")),
            (400, "AuthorizationHeaderMalformed", .wrongRegion("eu-west-1")),
            (400, "InvalidArgument", .refused(status: 400, code: "InvalidArgument")),
            (501, "NotImplemented", .refused(status: 501, code: "NotImplemented")),
        ] as [(Int, String, S3Error)])
    func `is told apart, and not asked again`(
        status: Int, code: String, error: S3Error
    ) async throws {
        let server = try await LoopbackServer { _, _ in
            var answer = LoopbackServer.Answer.refusal(status, code)
            answer.headers = [("x-amz-bucket-region", "eu-west-1")]
            return answer
        }
        let bucket = try bucket(at: server)
        await #expect(throws: error) { try await bucket.put("k", [1]) }
        #expect(server.requests.count == 1)
    }

    @Test(arguments: [
        (500, "InternalError"), (503, "SlowDown"), (502, ""), (504, ""), (429, "TooManyRequests"),
        (400, "RequestTimeout"),
    ])
    func `for the moment is asked again, with the same bytes`(
        status: Int, code: String
    ) async throws {
        let server = try await LoopbackServer { _, count in
            count < 2 ? .refusal(status, code) : .text("")
        }
        try await bucket(at: server).put("k", [1, 2, 3])
        #expect(server.requests.map(\.body) == [[1, 2, 3], [1, 2, 3], [1, 2, 3]])
    }

    @Test func `for ever is not asked for ever`() async throws {
        let server = try await LoopbackServer { _, _ in .refusal(503, "SlowDown") }
        let bucket = try bucket(at: server)
        await #expect(throws: S3Error.refused(status: 503, code: "SlowDown")) {
            try await bucket.put("k", [])
        }
        #expect(server.requests.count == 3)
    }

    @Test func `after it said yes is still refused`() async throws {
        let server = try await LoopbackServer { _, _ in .refusal(200, "InternalError") }
        let bucket = try bucket(at: server)
        await #expect(throws: S3Error.malformedReply(to: "CompleteMultipartUpload")) {
            try await bucket.complete(Upload(key: "k", id: "i", begun: .now), [])
        }
    }

    @Test(arguments: [
        "", "<html></html>", "{}", "<ListBucketResult><Contents/></ListBucketResult>",
        "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>",
    ])
    func `to say in XML is no listing`(body: String) async throws {
        let server = try await LoopbackServer { _, _ in .text(body) }
        let bucket = try bucket(at: server)
        await #expect(throws: S3Error.malformedReply(to: "ListBucketResult")) {
            try await bucket.list("p/") { _ in }
        }
    }
}
