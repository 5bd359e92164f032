import HTTPTypes
import Hummingbird
import HummingbirdCore
import Registry
import RegistryCore
import Templates

/// Answers what is asked of the pages, `/` and `/<registry>/…`.
struct PageDesk: Sendable {
    let gate: Gate

    /// The page of a registry at these words.
    func answer(
        _ exchange: Exchange, _ name: String, _ words: [String], _ query: String?
    ) async throws -> Response {
        guard let (address, path) = PageAddresses.all.entry(at: words) else {
            throw Refusal.notServed
        }
        if exchange.request.method == .post {
            return try await take(exchange, name, words, address, path, query)
        }
        try exchange.require(.get, .head)
        let request = try await APIRequest(
            exchange, to: name, through: gate, for: address.action, path,
            query: (query, address.allParameters), place: "\(address.template)")
        let form = try PageForm(exchange.request.headers, format: request.query["format"])
        let content = json(try await address.read(request))
        return try answer(
            exchange, address.template, content, site(of: request, at: words), form)
    }

    /// The registries of this server.
    func home(_ exchange: Exchange, _ query: String?) async throws -> Response {
        try exchange.require(.get, .head)
        let parameters = try APIQuery(query, taking: ["format"])
        let form = try PageForm(exchange.request.headers, format: parameters["format"])
        let found = try await gate.registries(for: exchange)
        let content = json(HomePage(registries: found.registries))
        return try answer(exchange, .home, content, site(of: exchange, found.person), form)
    }

    private func answer(
        _ exchange: Exchange, _ template: PageFile, _ content: [UInt8], _ site: Site,
        _ form: PageForm
    ) throws -> Response {
        let request = exchange.request
        switch form {
        case .json:
            return PageAnswer(bytes: content, mediaType: "application/json")
                .response(to: request)
        case .html:
            return try PageAnswer(bytes: page(template, content, site)).response(to: request)
        }
    }

    /// What a page of a registry has around its content.
    func site(of request: APIRequest, at words: [String]) -> Site {
        let name = request.catalog.name
        var site = site(of: request.exchange, request.caller.person)
        site.registry = name
        site.remote = request.remote
        site.parts = Site.parts(of: name, at: words)
        return site
    }

    func site(of exchange: Exchange, _ person: Person?) -> Site {
        var site = Site()
        site.person = person
        site.formKey = gate.sessions.session(of: exchange)?.formKey
        site.address = exchange.request.head.path ?? "/"
        return site
    }
}

/// The page that a template makes of what a value is as JSON.
func page(_ template: PageFile, _ content: [UInt8], _ site: Site) throws -> [UInt8] {
    // A manifest is 32 levels deep at the most, and a page has it on its fourth or so.
    guard case .map(let map) = JSONValue(json: content, deepest: 64),
        let around = JSONValue(json: json(site))
    else {
        throw RegistryError(
            .internal, "This page can't be shown.", remedy: "Ask for it with ?format=json.")
    }
    return PageLibrary.html(template, map, site: around)
}
