import Compression
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import RegistryCore

/// The body of a request, unpacked where it came packed, and never more of it than `limit` bytes.
struct RequestBytes: Sendable {
    private let body: RequestBody
    private let isPacked: Bool
    private let limit: Int64

    init(_ request: Request, limit: Int64) throws {
        switch request.headers[.contentEncoding] {
        case nil, "identity": isPacked = false
        case "gzip", "x-gzip": isPacked = true
        default: throw Refusal.mediaType("gzip, or no encoding at all")
        }
        if let length = request.headers[.contentLength].flatMap(Int64.init), length > limit {
            throw Refusal.tooLarge(limit: limit)
        }
        body = request.body
        self.limit = limit
    }

    /// Hands over piece by piece, the next one when `sink` is done with the one before.
    func pour(into sink: (ByteBuffer) async throws -> Void) async throws {
        guard isPacked else { return try await pourPlain(into: sink) }
        var decoder = Inflater(.gzip, limit: limit)
        do {
            for try await buffer in body {
                decoder.feed(Array(buffer.readableBytesView))
                while let piece = try decoder.next() { try await sink(ByteBuffer(bytes: piece)) }
            }
            try decoder.finish()
        } catch let error as InflationError {
            throw refusal(of: error)
        }
    }

    private func pourPlain(into sink: (ByteBuffer) async throws -> Void) async throws {
        var count: Int64 = 0
        for try await buffer in body {
            count += Int64(buffer.readableBytes)
            guard count <= limit else { throw Refusal.tooLarge(limit: limit) }
            try await sink(buffer)
        }
    }

    private func refusal(of error: InflationError) -> Refusal {
        switch error {
        case .tooLong(let limit): .tooLarge(limit: limit)
        case .malformed:
            Refusal(
                .badRequest, .requestInvalid, "The body is not the gzip that it is said to be.",
                remedy: "Send it again.")
        }
    }
}
