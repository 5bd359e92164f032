package import FoundationEssentials

/// How a check ended that another system has run, as it signed it; the signature, the key and the
/// fields have been checked.
package struct ReportedCheck: Hashable, Sendable, Codable {
    package var check: CheckName
    /// 1, 2, 3… per check and proposal; the highest stands.
    package var number: Int
    package var outcome: Outcome
    /// Who reported it.
    package var person: Person
    /// When the registry received it, never what the signer's clock said.
    package var received: Date
    /// `SHA256:…` of the key that signed it.
    package var fingerprint: String
    package var url: WebAddress?
    package var figures: [CheckFigure]

    /// How it ended.
    package enum Outcome: String, Hashable, Sendable, Codable, CaseIterable {
        case pass, fail
    }

    package init(
        check: CheckName, number: Int, outcome: Outcome, person: Person, received: Date,
        fingerprint: String, url: WebAddress? = nil, figures: [CheckFigure] = []
    ) {
        self.check = check
        self.number = number
        self.outcome = outcome
        self.person = person
        self.received = received
        self.fingerprint = fingerprint
        self.url = url
        self.figures = figures
    }
}

/// One thing that a check measured, written `coverage=0.93`.
package struct CheckFigure: TextualName {
    package let name: String
    package let value: String

    package static let noun = "a figure"
    package static let grammar =
        "<name>=<value>: at most 64 letters, digits, '.', '_' and '-', then one line of at most "
        + "100 bytes"

    /// Splits at the first `=`.
    package init?(parsing text: some StringProtocol) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, (1...64).contains(parts[0].utf8.count),
            parts[0].utf8.allSatisfy(Self.isNamed), (1...100).contains(parts[1].utf8.count),
            parts[1].unicodeScalars.allSatisfy(\.isLegible)
        else { return nil }
        name = String(parts[0])
        value = String(parts[1])
    }

    private static func isNamed(_ byte: UInt8) -> Bool {
        isNameByte(byte, or: "._-") || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }

    package var description: String { "\(name)=\(value)" }
}

/// The address of a page, harmless in a terminal and in a link.
package struct WebAddress: TextualName {
    package static let noun = "a page"
    package static let grammar =
        "https://… or http://…, at most 1000 bytes of ASCII without spaces, quotes or brackets < >"

    package let description: String

    package init?(parsing text: some StringProtocol) {
        let scheme = ["https://", "http://"].first { text.hasPrefix($0) }
        guard let scheme, (1...1000).contains(text.utf8.count),
            let first = text.utf8.dropFirst(scheme.utf8.count).first,
            first != UInt8(ascii: "/"), first != UInt8(ascii: "@"),
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && !Self.forbidden.contains($0) })
        else { return nil }
        description = String(text)
    }

    private static let forbidden = Array("\"'<>\\^`{|}".utf8)
}
