import AsyncHTTPClient
import NIOCore

extension HTTPBody {
    /// The body as the HTTP client wants it.
    var clientBody: HTTPClientRequest.Body? {
        switch self {
        case .bytes(let bytes): bytes.isEmpty ? nil : .bytes(ByteBuffer(bytes: bytes))
        case .stream(let length, let open): .stream(Pieces(open: open), length: .known(length))
        }
    }
}

/// A stream's pieces for the HTTP client.
private struct Pieces: AsyncSequence, Sendable {
    typealias Element = ByteBuffer
    let open: @Sendable () -> @Sendable () async throws(HTTPError) -> [UInt8]?

    struct AsyncIterator: AsyncIteratorProtocol {
        let read: @Sendable () async throws(HTTPError) -> [UInt8]?

        @concurrent func next() async throws -> ByteBuffer? {
            try await read().map { ByteBuffer(bytes: $0) }
        }
    }

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(read: open())
    }
}
