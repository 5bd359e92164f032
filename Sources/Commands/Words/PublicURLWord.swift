/// How clients reach a server: `https://models.example.com`, with a path below it or without.
struct PublicURLWord: Word {
    let text: String

    static let noun = "the address of a server"
    static let grammar = "http:// or https://, a host, and perhaps a port and a path"

    init?(parsing text: String) {
        let schemes = ["https://", "http://"]
        guard let scheme = schemes.first(where: text.hasPrefix), text.count > scheme.count,
            text.utf8.allSatisfy({ (33...126).contains($0) }), !text.contains("?"),
            !text.contains("#"), !text.contains("@"), !text.contains("\"")
        else { return nil }
        self.text = text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    var description: String { text }
}
