import Cryptography
import FoundationEssentials
import NIOHTTP1
import RegistryCore
import Testing

@testable import Client

@Suite struct `A presigned address` {
    /// - Parameter now: The time there; `nil`: as it is here.
    private func bucket(
        _ key: [String: String] = [:], at url: String, now: Date? = nil
    ) throws -> Bucket {
        let transport = try HTTPTransport()
        let address = try #require(BucketAddress(bucket: "b", region: "r", endpoint: url))
        return Bucket(
            address,
            credentials: Credentials(
                environment: ["AWS_ACCESS_KEY_ID": "AK", "AWS_SECRET_ACCESS_KEY": "s"]
                    .merging(key) { $1 }, transport: transport,
                now: { now ?? Date() }),
            transport: transport, now: { now ?? Date() })
    }

    @Test func `for writing is signed for the bytes, too`() async throws {
        let bucket = try bucket(at: "https://s3.example.com")
        let digest = Digest(hashing: [1, 2, 3])
        let request = try await bucket.presignedPut("k", seconds: 60, of: digest)
        #expect(request.method == "PUT")
        #expect(request.headers == [.init("x-amz-content-sha256", "\(digest)")])
        #expect(request.url.contains("&X-Amz-SignedHeaders=host%3Bx-amz-content-sha256&"))
        let other = try await bucket.presignedPut("k", seconds: 60, of: Digest(hashing: []))
        #expect(signature(request.url) != signature(other.url))
    }

    /// The credentials of a container, which end.
    @Test(arguments: [(600, 600), (7_200, 3_600)])
    func `ends with the key that signed it`(seconds: Int, lifetime: Int) async throws {
        let now = Date(timeIntervalSince1970: 1_800_000_000)
        let end = now.addingTimeInterval(3_600).formatted(.iso8601)
        let server = try await LoopbackServer { _, _ in
            .text(
                #"{"AccessKeyId":"AK","SecretAccessKey":"s","Token":"t","Expiration":"\#(end)"}"#)
        }
        let bucket = try bucket(
            [
                "AWS_ACCESS_KEY_ID": "", "AWS_CONTAINER_CREDENTIALS_FULL_URI": "\(server.url)/key",
            ], at: "https://s3.example.com", now: now)
        let request = try await bucket.presignedGet("k", seconds: seconds)
        #expect(request.headers.isEmpty)
        let said = request.url.split(separator: "X-Amz-Expires=").last?.split(separator: "&").first
        #expect(said == "\(lifetime)")
        #expect(request.expires == now.addingTimeInterval(TimeInterval(lifetime)))
    }

    /// A server that compares nothing, one that compares, and one that takes none.
    @Test(arguments: [("all", false), ("right", true), ("none", false)])
    func `is given out only where the bytes are compared`(
        server kind: String, isFit: Bool
    ) async throws {
        let server = try await LoopbackServer { request, _ in
            guard request.method == "PUT" else { return .text("", status: 204) }
            let said = request.headers.first(name: "x-amz-content-sha256")
            let isRight = said == "\(Digest(hashing: request.body))"
            return kind == "all" || kind == "right" && isRight
                ? .text("") : .refusal(400, "XAmzContentSHA256Mismatch")
        }
        let bucket = try bucket(at: server.url)
        #expect(try await bucket.comparesPayloads(trying: "p/trial") == isFit)
        #expect(server.requests.last?.method == "DELETE", "nothing is left of the trial")
    }

    private func signature(_ url: String) -> Substring? {
        url.split(separator: "X-Amz-Signature=").last
    }
}
