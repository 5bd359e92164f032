import Cryptography
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Registry
import RegistryCore
import Templates

/// Where browsers sign in with a token, and out.
struct SignInDesk: Sendable {
    let gate: Gate

    /// The form, and what comes of it.
    func answer(_ exchange: Exchange, _ query: String?) async throws -> Response {
        try exchange.require(.get, .head, .post)
        if exchange.request.method == .post { return try await signIn(exchange) }
        let next = try APIQuery(query, taking: ["next"])["next"]
        return try form(exchange, next: next ?? "/", fault: nil)
    }

    /// Ends the session.
    func signOut(_ exchange: Exchange) async throws -> Response {
        try exchange.require(.post)
        let fields = try await FormFields(of: exchange)
        if let session = gate.sessions.session(of: exchange) {
            try fields.requireKey(session.formKey)
        }
        return redirection(to: "/", cookies: [gate.sessions.end(of: exchange)])
    }

    private func signIn(_ exchange: Exchange) async throws -> Response {
        let fields = try await FormFields(of: exchange)
        try fields.requireKey(exchange.cookie(Self.keyName))
        try gate.requirePatience(of: exchange)
        let token = (fields["token"] ?? "").filter { !$0.isWhitespace }
        let next = fields["next"] ?? "/"
        do throws(Refusal) {
            try await requireCounting(token, exchange)
        } catch {
            return try form(exchange, next: next, fault: error)
        }
        return redirection(
            to: Self.isOurs(next) ? next : "/",
            cookies: [gate.sessions.begin(showing: token, now: exchange.received)])
    }

    /// Throws unless some registry here knows whom a token stands for.
    private func requireCounting(_ token: String, _ exchange: Exchange) async throws(Refusal) {
        guard await gate.callers(showing: token, exchange).isEmpty else { return }
        do {
            _ = try await gate.counting(exchange) {
                try await gate.caller(showing: token, to: nil, exchange)
            }
        } catch {
            throw Refusal(any: error)
        }
    }

    /// Whether an address leads to a page of ours, and not to another site.
    private static func isOurs(_ address: String) -> Bool {
        switch Route(address) {
        case .home, .page: true
        default: false
        }
    }

    /// The page with the form, whose key this browser alone has.
    private func form(
        _ exchange: Exchange, next: String, fault: Refusal?
    ) throws -> Response {
        let key = randomHex(byteCount: 32)
        var site = PageDesk(gate: gate).site(of: exchange, nil)
        site.address = "/"
        let content = json(
            SignInPage(
                key: key, next: Self.isOurs(next) ? next : "/",
                objection: fault?.error.objections.first))
        var answer = PageAnswer(bytes: try page(.signIn, content, site))
        answer.status = fault?.status ?? .ok
        answer.headers[.wwwAuthenticate] =
            fault?.status == .unauthorized ? "Bearer realm=\"cairn\"" : nil
        answer.headers[.setCookie] =
            "\(Self.keyName)=\(key); Path=/-/sign-in; Max-Age=3600; HttpOnly; SameSite=Strict"
        var response = answer.response(to: exchange.request)
        response.headers[.cacheControl] = "no-store"
        return response
    }

    private static let keyName = "cairn-form"
}

/// What the page of the form shows.
private struct SignInPage: Encodable {
    let key: String
    let next: String
    /// Why a token was not taken.
    let objection: Objection?
}

/// An answer that leads elsewhere, with `GET`.
func redirection(to address: String, cookies: [String] = []) -> Response {
    var headers = HTTPFields()
    headers[.location] = address
    headers[.cacheControl] = "no-store"
    for cookie in cookies { headers.append(HTTPField(name: .setCookie, value: cookie)) }
    return Response(status: .seeOther, headers: headers)
}
