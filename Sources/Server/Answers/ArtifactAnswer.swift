import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import Registry
import RegistryCore

/// The bytes of an artifact, or a range of them, for somebody who may have them.
struct ArtifactAnswer: Sendable {
    let exchange: Exchange
    let metrics: Metrics
    let catalog: ServedCatalog
    /// Who is noted to have had it.
    let person: Person?
    let pointer: Pointer
    /// Whether the address means these bytes for good.
    var isPermanent = true

    /// How many bytes wait for a client at once, of which the stream holds four times as many.
    private static let pieceSize = 128 << 10

    /// From the store itself where that gives addresses away, and else as `response` does.
    func direct() async throws -> Response {
        if pointer.size > 0 {
            try await requireStored()
            if let address = try await directAddress() { return redirection(to: address) }
        }
        return try response()
    }

    private func requireStored() async throws {
        let size = try await catalog.size(of: pointer.digest)
        if size == pointer.size { return }
        throw Refusal(
            .notFound, .artifactMissing, "The store does not have the artifact.",
            remedy: "Ask whoever runs the registry to restore it: `cairn store verify` says what "
                + "is missing.")
    }

    /// Where the store itself has the bytes, for whoever wants them.
    private func directAddress() async throws -> String? {
        guard exchange.request.method == .get,
            !EntityTag(pointer.digest).isKnown(to: exchange.request.headers)
        else { return nil }
        let ways = try await catalog.directTransfers(.download, of: [pointer])
        guard let way = ways[pointer], way.headers.isEmpty else { return nil }
        return way.href
    }

    private func redirection(to address: String) -> Response {
        exchange.note(pointer.digest, nil, of: catalog, to: person)
        var headers = headers
        headers[.location] = address
        // The next one to ask gets an address of their own.
        headers[.cacheControl] = "no-store"
        return Response(status: .temporaryRedirect, headers: headers)
    }

    /// What the request asks for of it, the bytes passing through here.
    func response() throws -> Response {
        var headers = headers
        if EntityTag(pointer.digest).isKnown(to: exchange.request.headers) {
            return Response(status: .notModified, headers: headers)
        }
        let range = try ByteRange(exchange.request.headers, of: pointer)
        let span = range?.span ?? 0..<pointer.size
        headers[.contentType] = "application/octet-stream"
        if let range { headers[.contentRange] = range.contentRange }
        headers[.contentLength] = "\(span.count)"
        let status: HTTPResponse.Status = range == nil ? .ok : .partialContent
        guard exchange.request.method == .get else {
            return Response(status: status, headers: headers)
        }
        exchange.note(pointer.digest, range?.span, of: catalog, to: person)
        return Response(status: status, headers: headers, body: body(span, range?.span))
    }

    private var headers: HTTPFields {
        var headers = HTTPFields()
        headers[.eTag] = EntityTag(pointer.digest).text
        headers[.acceptRanges] = "bytes"
        headers[.cacheControl] =
            isPermanent ? "private, max-age=31536000, immutable" : "private, no-cache"
        headers[.vary] = "Authorization, Cookie"
        headers[.contentTypeOptions] = "nosniff"
        return headers
    }

    private func body(_ span: Range<Int64>, _ range: Range<Int64>?) -> ResponseBody {
        let eventLoop = exchange.eventLoop
        guard !span.isEmpty else { return ResponseBody(byteBuffer: ByteBuffer()) }
        return ResponseBody(contentLength: span.count) { writer in
            let (stream, source) = RequestBody.makeStream()
            async let sending: Void = send(range, into: source)
            for try await buffer in stream { try await writer.write(buffer, over: eventLoop) }
            try await sending
            try await writer.finish(nil)
        }
    }

    /// Pours the artifact into `stream`, which holds few chunks and makes the store wait for the
    /// client; one that breaks off ends the stream with the error.
    private func send(_ range: Range<Int64>?, into stream: RequestBody.Source) async throws {
        do {
            try await catalog.send(pointer.digest, range: range) { [metrics] chunk in
                metrics.add(Double(chunk.count), to: .bytes, ["direction": "out"])
                for start in stride(from: 0, to: chunk.count, by: Self.pieceSize) {
                    let piece = chunk[start..<min(start + Self.pieceSize, chunk.count)]
                    await stream.yield(ByteBuffer(bytes: piece))
                }
            }
            stream.finish()
        } catch {
            stream.finish(error)
            throw error
        }
    }
}
