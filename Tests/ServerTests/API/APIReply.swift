import FoundationEssentials
import RegistryCore
import Support
import Testing

/// What the reading API answered.
struct APIReply {
    let status: Int
    let headers: [String: String]
    let body: String

    /// The body, which must be JSON.
    var json: JSONValue {
        get throws { try #require(JSONValue(json: Array(body.utf8)), "\(status): \(body)") }
    }

    /// Where the next page is.
    var next: String? {
        guard let link = headers["link"], link.hasSuffix(">; rel=\"next\"") else { return nil }
        return link.split(separator: ">").first.map { String($0.dropFirst()) }
    }
}

extension Premises {
    /// Asks the reading API for what is at an address below its root, or at a whole path.
    func api(
        _ address: String, _ words: String..., as person: String? = "vera", of name: String = "acme"
    ) async throws -> APIReply {
        let path = address.hasPrefix("/\(name)/api") ? address : "/\(name)/api/v1\(address)"
        let answer = try await curl(words + [url + path], as: person)
        return APIReply(status: answer.status, headers: answer.headers, body: answer.body)
    }

    /// Every page of a list, one after the other.
    func pages(
        _ address: String, as person: String? = "vera",
        between: () async throws -> Void = {}
    ) async throws -> [[JSONValue]] {
        var pages: [[JSONValue]] = []
        var next: String? = address
        while let address = next {
            let reply = try await api(address, as: person)
            try #require(reply.status == 200, "\(address): \(reply.body)")
            pages.append(try #require(try reply.json.list))
            next = reply.next
            if next != nil { try await between() }
        }
        return pages
    }
}
