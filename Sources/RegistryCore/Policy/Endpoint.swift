/// A server on the web: `https://host`, or `https://host:port`, or with `http`.
package struct Endpoint: TextualName {
    package static let noun = "a server"
    package static let grammar = "https://<host>, or https://<host>:<port>"

    package let description: String

    package init?(parsing text: some StringProtocol) {
        let schemes = ["https://", "http://"]
        guard let scheme = schemes.first(where: { text.hasPrefix($0) }) else { return nil }
        let parts = String(text).dropFirst(scheme.count).split(
            separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts[0].utf8.first, parts[0].utf8.count <= 253,
            isNameByte(first), parts[0].utf8.allSatisfy({ isNameByte($0, or: ".-") })
        else { return nil }
        if parts.count > 1 {
            guard parts[1].utf8.allSatisfy(isDigit), UInt16(parts[1]) != nil else { return nil }
        }
        description = String(text)
    }
}
