import Support
import Testing

extension Premises {
    /// Asks for a page as a browser does.
    func page(
        _ address: String, _ words: String..., as person: String? = "alice"
    ) async throws -> (status: Int, headers: [String: String], body: String) {
        try await curl(words + ["-H", "Accept: text/html,*/*;q=0.8", url + address], as: person)
    }
}

/// An answer without what tells one request from another.
func plain(_ body: String, without words: String...) -> String {
    var text = body
    while let id = text.firstRange(of: "Request <code>") {
        let end = text[id.upperBound...].firstIndex(of: "<") ?? text.endIndex
        text.removeSubrange(id.lowerBound..<end)
    }
    return words.reduce(text) { $0.replacing($1, with: "") }
}
