import FoundationEssentials
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Registry
import RegistryCore

/// `…/info/lfs/objects/<oid>`: the bytes of one artifact, by a pass or, to download, by a role.
struct ObjectEndpoint: Sendable {
    let gate: Gate

    /// How many bytes wait for a client at once, of which the stream holds four times as many.
    private static let pieceSize = 128 << 10

    func answer(
        _ exchange: Exchange, _ name: String, _ digest: Digest, query: String?
    ) async throws -> Response {
        try exchange.require(.get, .head, .put)
        let pass = query.flatMap { query in
            gate.catalogs[name]?.pass(query: query, of: digest, now: exchange.received)
        }
        guard exchange.request.method != .put else {
            return try await upload(exchange, name, pass)
        }
        let source = try await source(exchange, name, digest, pass)
        return try download(exchange, Pointer(digest: digest, size: source.size), from: source)
    }

    /// `POST …/info/lfs/verify/<oid>`: whether an upload has arrived.
    func verify(
        _ exchange: Exchange, _ name: String, _ digest: Digest, query: String?
    ) async throws -> Response {
        try exchange.require(.post)
        let (catalog, pass) = try holder(exchange, name, digest, query, of: .verify)
        let object = try await exchange.message(BatchRequest.Object.self)
        guard object.pointer == pass.pointer,
            try await catalog.size(of: digest) == pass.pointer.size
        else { throw Refusal.notServed }
        try await catalog.verify(pass.pointer)
        return Response(status: .ok)
    }

    private func holder(
        _ exchange: Exchange, _ name: String, _ digest: Digest, _ query: String?,
        of direction: TransferPass.Direction
    ) throws -> (ServedCatalog, TransferPass) {
        guard let catalog = gate.catalogs[name], let query,
            let pass = catalog.pass(query: query, of: digest, now: exchange.received),
            pass.direction == direction
        else { throw Refusal.notServed }
        return (catalog, pass)
    }

    /// Where an artifact comes from, and who gets it.
    private struct Source {
        let catalog: ServedCatalog
        let size: Int64
        let person: Person?
    }

    private func source(
        _ exchange: Exchange, _ name: String, _ digest: Digest, _ pass: TransferPass?
    ) async throws -> Source {
        if let pass, pass.direction == .download, let catalog = gate.catalogs[name] {
            guard try await catalog.size(of: digest) == pass.pointer.size else {
                throw Refusal.notServed
            }
            return Source(catalog: catalog, size: pass.pointer.size, person: pass.person)
        }
        let (catalog, caller) = try await gate.admit(exchange, to: name, for: .download)
        guard let size = try await catalog.readableSize(of: digest, by: caller) else {
            throw Refusal.notServed
        }
        return Source(catalog: catalog, size: size, person: caller.person)
    }

    private func upload(
        _ exchange: Exchange, _ name: String, _ pass: TransferPass?
    ) async throws -> Response {
        guard let catalog = gate.catalogs[name], let pass, pass.direction == .upload else {
            throw Refusal.notServed
        }
        guard !gate.isReadOnly else { throw RegistryError.readOnly }
        let pieces = PieceReader(exchange.request.body)
        try await catalog.receive(pass.pointer) { [metrics = gate.metrics] in
            let piece = try await pieces.next()
            metrics.add(Double(piece?.count ?? 0), to: .bytes, ["direction": "in"])
            return piece
        }
        return Response(status: .ok)
    }

    private func download(
        _ exchange: Exchange, _ pointer: Pointer, from source: Source
    ) throws -> Response {
        var headers = HTTPFields()
        headers[.eTag] = "\"\(pointer.digest)\""
        headers[.acceptRanges] = "bytes"
        headers[.contentType] = "application/octet-stream"
        headers[.cacheControl] = "private, max-age=31536000, immutable"
        if exchange.request.headers[.ifNoneMatch] == headers[.eTag] {
            return Response(status: .notModified, headers: headers)
        }
        let range = try ByteRange(exchange.request.headers, of: pointer)
        let span = range?.span ?? 0..<pointer.size
        if let range { headers[.contentRange] = range.contentRange }
        headers[.contentLength] = "\(span.count)"
        let status: HTTPResponse.Status = range == nil ? .ok : .partialContent
        guard exchange.request.method == .get else {
            return Response(status: status, headers: headers)
        }
        exchange.note(pointer.digest, range?.span, of: source.catalog, to: source.person)
        let catalog = source.catalog
        let eventLoop = exchange.eventLoop
        return Response(
            status: status, headers: headers,
            body: ResponseBody(contentLength: span.count) { writer in
                let (stream, source) = RequestBody.makeStream()
                async let sending: Void = send(
                    pointer.digest, range?.span, from: catalog, into: source)
                for try await buffer in stream { try await writer.write(buffer, over: eventLoop) }
                try await sending
                try await writer.finish(nil)
            })
    }

    /// Pours the artifact into `stream`, which holds few chunks and makes the store wait for the
    /// client; one that breaks off ends the stream with the error.
    private func send(
        _ digest: Digest, _ range: Range<Int64>?, from catalog: ServedCatalog,
        into stream: RequestBody.Source
    ) async throws {
        do {
            try await catalog.send(digest, range: range) { [metrics = gate.metrics] chunk in
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

/// The body of a request, asked for piece by piece from whichever task.
actor PieceReader {
    private var iterator: RequestBody.AsyncIterator

    init(_ body: RequestBody) {
        iterator = body.makeAsyncIterator()
    }

    /// The next bytes; `nil` at the end.
    func next() async throws -> [UInt8]? {
        var iterator = iterator
        let buffer = try await iterator.next(isolation: self)
        self.iterator = iterator
        return buffer.map { Array($0.readableBytesView) }
    }
}
