import RegistryCore

/// How clients reach a server: `https://models.example.com`, with a path below it or without.
package struct PublicURL: TextualName {
    private let text: String

    package static let noun = "the address of a server"
    package static let grammar = "http:// or https://, a host, and perhaps a port and a path"

    /// Reads an address, of which a slash at the end is left out.
    package init?(parsing text: some StringProtocol) {
        let schemes = ["https://", "http://"]
        guard let scheme = schemes.first(where: text.hasPrefix), text.count > scheme.count,
            text.utf8.allSatisfy({ (33...126).contains($0) }),
            !text.contains(where: { "?#@\"'\\".contains($0) })
        else { return nil }
        self.text = String(text.hasSuffix("/") ? text.dropLast() : text[...])
    }

    package var description: String { text }
}
