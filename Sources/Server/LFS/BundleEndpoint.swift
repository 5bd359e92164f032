import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import Registry
import RegistryCore

/// `POST …/info/lfs/bundles/upload` and `…/download`: many short artifacts by one request, each by
/// the pass that it would have alone (docs/operations.md, "Bundles").
struct BundleEndpoint: Sendable {
    let gate: Gate

    /// The most bytes of artifacts in one bundle: each request holds as many in memory.
    private static let largest = 1 << 20
    /// The most artifacts in one.
    private static let most = 100
    /// The longest name of one in it.
    private static let longestLine = 1 << 10

    /// An artifact in a bundle, and its bytes where it brings them.
    private struct Item {
        let pass: TransferPass
        let bytes: ArraySlice<UInt8>
    }

    func answer(
        _ exchange: Exchange, _ name: String, _ direction: TransferPass.Direction
    ) async throws -> Response {
        try exchange.require(.post)
        guard let catalog = gate.catalogs[name] else { throw Refusal.notServed }
        let items = try await items(exchange, direction, catalog)
        if direction == .upload {
            try await receive(items, catalog)
            return Response(status: .ok)
        }
        return try await send(items, catalog, exchange)
    }

    private func receive(_ items: [Item], _ catalog: ServedCatalog) async throws {
        guard !gate.isReadOnly else { throw RegistryError.readOnly }
        count(items.reduce(0) { $0 + $1.bytes.count }, "in")
        try await catalog.receive(items.map { (Array($0.bytes), $0.pass.pointer) })
        try catalog.noteArrival(by: items.map(\.pass))
    }

    private func send(
        _ items: [Item], _ catalog: ServedCatalog, _ exchange: Exchange
    ) async throws -> Response {
        var buffer = ByteBuffer()
        for item in items {
            let pointer = item.pass.pointer
            guard try await catalog.size(of: pointer.digest) == pointer.size else {
                throw Refusal.notServed
            }
            buffer.writeBytes(try await catalog.bytes(of: pointer))
        }
        for item in items {
            exchange.note(item.pass.pointer.digest, nil, of: catalog, to: item.pass.person)
        }
        count(buffer.readableBytes, "out")
        var headers = HTTPFields()
        headers[.contentType] = "application/octet-stream"
        headers[.cacheControl] = "no-store"
        headers[.contentTypeOptions] = "nosniff"
        return Response(
            status: .ok, headers: headers, body: ResponseBody(byteBuffer: buffer))
    }

    private func count(_ bytes: Int, _ direction: String) {
        gate.metrics.add(Double(bytes), to: .bytes, ["direction": direction])
    }

    /// Reads what a bundle names: a line for each artifact, and behind it the bytes that it brings.
    private func items(
        _ exchange: Exchange, _ direction: TransferPass.Direction, _ catalog: ServedCatalog
    ) async throws -> [Item] {
        var bytes: [UInt8] = []
        var isAdmitted = false
        let limit = Int64(Self.largest + Self.most * Self.longestLine)
        try await RequestBytes(exchange.request, limit: limit).pour {
            bytes += $0.readableBytesView
            // Nobody without a pass has the rest of it kept in memory.
            guard !isAdmitted else { return }
            if let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
                _ = try pass(String(decoding: bytes[..<end], as: UTF8.self), exchange, catalog)
                isAdmitted = true
            } else if bytes.count > Self.longestLine {
                throw Self.malformed
            }
        }
        var rest = bytes[...]
        var items: [Item] = []
        var total: Int64 = 0
        while let end = rest.prefix(Self.longestLine).firstIndex(of: UInt8(ascii: "\n")) {
            let pass = try pass(String(decoding: rest[..<end], as: UTF8.self), exchange, catalog)
            guard pass.direction == direction else { throw Refusal.notServed }
            total += pass.pointer.size
            guard total <= Self.largest, items.count < Self.most else {
                throw Refusal.tooLarge(limit: Int64(Self.largest))
            }
            rest = rest[(end + 1)...]
            let count = direction == .upload ? Int(pass.pointer.size) : 0
            guard rest.count >= count else { throw Self.malformed }
            items.append(Item(pass: pass, bytes: rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        guard rest.isEmpty, !items.isEmpty else { throw Self.malformed }
        return items
    }

    /// `<oid>?<query>`, as in the address that the artifact would have alone.
    private func pass(
        _ line: String, _ exchange: Exchange, _ catalog: ServedCatalog
    ) throws -> TransferPass {
        let parts = line.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let digest = Digest(parsing: parts[0]),
            let pass = catalog.pass(
                query: String(parts[1]), of: digest, now: exchange.received)
        else { throw Refusal.notServed }
        return pass
    }

    private static let malformed = Refusal(
        .badRequest, .requestInvalid, "The bundle can't be read.",
        remedy: "Send what docs/operations.md says under \"Bundles\".")
}
