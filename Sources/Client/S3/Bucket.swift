import Cryptography
package import FoundationEssentials
import RegistryCore

/// A bucket of S3, or of anything that speaks like it.
///
/// Every request is signed anew for each attempt, and tried again a few times after what may pass:
/// a lost connection, a 500, a 503. Bodies that are sent are in memory, at most a part long, and
/// signed for, so that no byte is acknowledged that was not ours.
package struct Bucket: Sendable {
    package let address: BucketAddress
    let transport: HTTPTransport
    let slots: Slots
    private let credentials: Credentials
    let now: @Sendable () -> Date

    /// The longest reply that is read whole: a thousand entries of a listing, several times over.
    private static let longestReply = 8 << 20

    /// - Parameters:
    ///   - now: The time to sign with.
    ///   - parts: How many parts may be in memory at once, over all uploads.
    package init(
        _ address: BucketAddress, credentials: Credentials, transport: HTTPTransport,
        parts: Int = 6, now: @escaping @Sendable () -> Date
    ) {
        self.address = address
        self.credentials = credentials
        self.transport = transport
        self.now = now
        slots = Slots(parts)
    }

    /// Sends a request, again where that may help, and reads the whole of a short reply.
    func reply(
        to request: SignableRequest, key: String, body: [UInt8] = []
    ) async throws(S3Error) -> (head: HTTPReply, body: [UInt8]) {
        try await transport.options.retries.run(whenTransient: \.isTransient) {
            () async throws(S3Error) in
            var reply = try await send(request, key: key, body: body)
            return (reply, try await reply.contents(atMost: Self.longestReply))
        }
    }

    /// Sends a request once; the reply's body is still to be read.
    func send(
        _ request: SignableRequest, key: String, body: [UInt8] = []
    ) async throws(S3Error) -> HTTPReply {
        let signed = try await signature().signed(
            request, payload: .signed(Digest(hashing: body)))
        var reply: HTTPReply
        do {
            reply = try await transport.send(
                HTTPRequest(
                    signed.method, address.url(of: signed), headers: signed.headers,
                    body: .bytes(body)))
        } catch {
            throw .http(error)
        }
        guard reply.isSuccess else { throw try await refusal(&reply, key: key) }
        return reply
    }

    /// What signs a request now.
    func signature() async throws(S3Error) -> SignatureV4 {
        do {
            return SignatureV4(
                key: try await credentials.key(), region: address.region, date: now())
        } catch {
            throw .credentials(error)
        }
    }

    /// What signs a request that is to be good for so many seconds, and for how many it is: no
    /// longer than the key.
    func signature(
        for seconds: Int
    ) async throws(S3Error) -> (SignatureV4, seconds: Int, expires: Date) {
        do {
            let key = try await credentials.key()
            let now = now()
            let left = key.expires.map { Int($0.timeIntervalSince(now)) } ?? seconds
            let lasting = max(1, min(seconds, left))
            return (
                SignatureV4(key: key, region: address.region, date: now), lasting,
                now.addingTimeInterval(Double(lasting))
            )
        } catch {
            throw .credentials(error)
        }
    }

    private func refusal(
        _ reply: inout HTTPReply, key: String
    ) async throws(S3Error) -> S3Error {
        let body = try await reply.contents(atMost: 1 << 16)
        return S3Error(
            status: reply.status, code: XMLReader.read(body)?["Code"] ?? "",
            region: reply.header("x-amz-bucket-region"), key: key, bucket: address.bucket)
    }
}

extension HTTPReply {
    fileprivate mutating func contents(atMost limit: Int) async throws(S3Error) -> [UInt8] {
        do {
            return try await collect(atMost: limit)
        } catch {
            throw .http(error)
        }
    }
}
