import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// The beginning of a reply, and the way to read the rest of it.
package struct HTTPReply {
    package let status: Int
    private let response: HTTPClientResponse
    private let host: String
    /// Its end is the end of its connections, and of this reply.
    private let transport: HTTPTransport
    private var body: HTTPClientResponse.Body.AsyncIterator

    init(_ response: HTTPClientResponse, host: String, over transport: HTTPTransport) {
        self.transport = transport
        status = Int(response.status.code)
        self.response = response
        self.host = host
        body = response.body.makeAsyncIterator()
    }

    /// Whether the status says that what was asked was done.
    package var isSuccess: Bool { (200..<300).contains(status) }

    /// The first header of that name, in any case.
    package func header(_ name: String) -> String? {
        response.headers.first(name: name)
    }

    /// The next bytes of the body as they come, `nil` at its end.
    package mutating func next() async throws(HTTPError) -> [UInt8]? {
        do {
            return try await body.next(isolation: #isolation).map { Array(buffer: $0) }
        } catch {
            throw HTTPError(error, host: host)
        }
    }

    /// The whole body.
    ///
    /// - Throws: `tooLong` if it has more than `limit` bytes.
    package mutating func collect(atMost limit: Int) async throws(HTTPError) -> [UInt8] {
        var bytes: [UInt8] = []
        while let piece = try await next() {
            bytes += piece
            guard bytes.count <= limit else { throw .tooLong(host: host, limit: limit) }
        }
        return bytes
    }
}
