import Server
import Support
import Testing

/// A browser that keeps its cookies in a file.
struct Browser {
    let premises: Premises
    let jar: String

    init(_ premises: Premises) {
        self.premises = premises
        jar = premises.place("cookies")
    }

    func ask(
        _ words: String...
    ) async throws -> (status: Int, headers: [String: String], body: String) {
        try await premises.curl(
            ["-b", jar, "-c", jar, "-H", "Accept: text/html,*/*;q=0.8"] + words)
    }

    func get(_ address: String) async throws -> (status: Int, body: String) {
        let reply = try await ask(premises.url + address)
        return (reply.status, reply.body)
    }

    /// The key of the form on a page.
    func key(on address: String) async throws -> String {
        let page = Markup(try await get(address).body)
        let field = page.tags.first { $0.attributes["name"] == "key" }
        return try #require(field?.attributes["value"])
    }

    func signIn(
        _ token: String, next: String = "/", key: String? = nil
    ) async throws -> (status: Int, headers: [String: String], body: String) {
        let own = try await self.key(on: "/-/sign-in")
        return try await ask(
            "--data-urlencode", "token=\(token)", "--data-urlencode", "next=\(next)",
            "--data-urlencode", "key=\(key ?? own)", "\(premises.url)/-/sign-in")
    }

    /// Sends the form of a page that is there, with the key that this browser was given.
    func send(
        _ address: String, _ fields: [String: String], key: String? = nil
    ) async throws -> (status: Int, headers: [String: String], body: String) {
        let own = try await self.key(on: "/acme/")
        let words = fields.merging(["key": key ?? own]) { $1 }.sorted { $0.key < $1.key }
            .flatMap { ["--data-urlencode", "\($0.key)=\($0.value)"] }
        return try await premises.curl(
            ["-b", jar, "-c", jar, "-H", "Accept: text/html,*/*;q=0.8"] + words
                + [premises.url + address])
    }
}

extension Premises {
    /// The browser of somebody who has signed in.
    func browser(of person: String) async throws -> Browser {
        let browser = Browser(self)
        let reply = try await browser.signIn(try #require(tokens[person]))
        try #require(reply.status == 303)
        return browser
    }
}
