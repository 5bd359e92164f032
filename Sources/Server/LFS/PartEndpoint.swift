import HTTPTypes
import Hummingbird
import HummingbirdCore
import Registry
import RegistryCore

/// `…/info/lfs/parts/<oid>`: an upload in parts, by the same pass as a whole one
/// (docs/operations.md, "Uploads in parts").
struct PartEndpoint: Sendable {
    let gate: Gate

    /// What has come.
    private struct Parts: Encodable {
        let partSize: Int64
        let present: [Int]

        enum CodingKeys: String, CodingKey {
            case present
            case partSize = "part_size"
        }
    }

    /// `GET` says which parts are there, `PUT` brings one, `POST` makes the artifact of them.
    func answer(
        _ exchange: Exchange, _ name: String, _ digest: Digest, query: String?
    ) async throws -> Response {
        try exchange.require(.get, .put, .post)
        guard let catalog = gate.catalogs[name], let query,
            let pass = catalog.pass(query: query, of: digest, now: exchange.received),
            pass.direction == .upload
        else { throw Refusal.notServed }
        guard !gate.isReadOnly else { throw RegistryError.readOnly }
        switch exchange.request.method {
        case .put:
            try await receive(exchange, pass, catalog)
            return Response(status: .ok)
        case .post:
            return Response(status: try await catalog.complete(pass) ? .ok : .accepted)
        default:
            let (partSize, present) = try await catalog.parts(of: pass)
            return exchange.answer(Parts(partSize: partSize, present: present))
        }
    }

    private func receive(
        _ exchange: Exchange, _ pass: TransferPass, _ catalog: ServedCatalog
    ) async throws {
        guard let header = exchange.request.headers[.contentRange],
            let span = span(header, of: pass.pointer.size)
        else {
            throw Refusal(
                .badRequest, .requestInvalid, "It does not say which part this is.",
                remedy: "Send Content-Range: bytes <first>-<last>/<length of the artifact>.")
        }
        let pieces = PieceReader(exchange.request.body)
        try await catalog.receive(span, of: pass) { [metrics = gate.metrics] in
            let piece = try await pieces.next()
            metrics.add(Double(piece?.count ?? 0), to: .bytes, ["direction": "in"])
            return piece
        }
    }

    /// Reads `Content-Range` (RFC 9110 §14.4) of a part of so many bytes.
    private func span(_ header: String, of size: Int64) -> Range<Int64>? {
        guard header.hasPrefix("bytes "), header.hasSuffix("/\(size)") else { return nil }
        let ends = header.dropFirst("bytes ".count).dropLast("/\(size)".count).split(
            separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let first = Int64(ends[0]), let last = Int64(ends[1]),
            first >= 0, first <= last, last < size
        else { return nil }
        return first..<last + 1
    }
}
