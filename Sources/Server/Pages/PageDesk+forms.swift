import HTTPTypes
import Hummingbird
import HummingbirdCore
import Registry
import RegistryCore

extension PageDesk {
    /// Does what a form of a page asks for, as whoever has signed in, and leads to what came of it;
    /// or shows the page again, with what stands in the way and what they had written.
    func take(
        _ exchange: Exchange, _ name: String, _ words: [String], _ address: PageAddress,
        _ path: [String: String], _ query: String?
    ) async throws -> Response {
        guard let send = address.send else { throw Refusal.method(allowed: [.get, .head]) }
        let fields = try await FormFields(of: exchange)
        try fields.requireKey(gate.sessions.session(of: exchange)?.formKey)
        var request = try await APIRequest(
            exchange, to: name, through: gate, for: .push, path,
            query: (query, address.allParameters), place: "\(address.template)")
        do {
            return redirection(to: try await send(request, fields))
        } catch {
            let refusal = Refusal(any: error)
            // Of what is our own fault a page of its own tells, and the log.
            guard refusal.status.kind != .serverError else { throw error }
            request.form = fields
            var site = site(of: request, at: words)
            site.objections = refusal.error.objections
            return PageAnswer(
                bytes: try page(address.template, json(try await address.read(request)), site),
                status: refusal.status
            ).response(to: exchange.request)
        }
    }
}
