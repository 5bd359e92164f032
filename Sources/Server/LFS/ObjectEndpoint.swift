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
        return try ArtifactAnswer(
            exchange: exchange, metrics: gate.metrics, catalog: source.catalog,
            person: source.person, pointer: Pointer(digest: digest, size: source.size)
        ).response()
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
        try catalog.noteArrival(by: [pass])
        return Response(status: .ok)
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
