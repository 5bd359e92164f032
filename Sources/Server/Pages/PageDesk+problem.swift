import HTTPTypes
import Hummingbird
import HummingbirdCore
import RegistryCore
import Templates

extension PageDesk {
    /// A page that says what went wrong and what to do about it.
    func problem(_ refusal: Refusal, _ exchange: Exchange) -> Response {
        var headers = refusal.headers
        // A challenge that browsers know would have them ask for a password by themselves.
        headers[.lfsAuthenticate] = nil
        if headers[.wwwAuthenticate] != nil { headers[.wwwAuthenticate] = "Bearer realm=\"cairn\"" }
        let content = json(Problem(refusal, requestID: exchange.id))
        let site = site(of: exchange, nil)
        guard let bytes = try? page(.problem, content, site) else {
            return refusal.response(to: .other, requestID: exchange.id)
        }
        return PageAnswer(bytes: bytes, status: refusal.status, headers: headers)
            .response(to: exchange.request)
    }
}

extension Client {
    /// Whether it shows pages: it asks for HTML, or for nothing else at an address of pages.
    static func isBrowser(_ headers: HTTPFields, _ route: Route?) -> Bool {
        let acceptance = Acceptance(headers)
        let query: String?
        switch route {
        case .home(let text), .page(_, _, let text), .signIn(let text): query = text
        case .registry, .signOut: query = nil
        default: return acceptance.names("text/html")
        }
        let formats = (query ?? "").split(separator: "&").filter { $0.hasPrefix("format=") }
        let form = try? PageForm(headers, format: formats.first.map { String($0.dropFirst(7)) })
        return form.map { $0 == .html } ?? acceptance.allows("text/html")
    }
}
