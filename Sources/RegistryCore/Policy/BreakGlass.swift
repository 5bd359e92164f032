/// Who may promote against the verdict, and how soon that must be reviewed.
package struct BreakGlassRule: Hashable, Sendable, Codable {
    package var by: Role
    /// Within how long of the promotion those who usually approve must have approved it.
    package var reviewWithin: TimeSpan

    enum CodingKeys: String, CodingKey {
        case by
        case reviewWithin = "review_within"
    }
}

/// Why somebody broke the glass: one line, signed to the letter.
package struct BreakGlassReason: TextualName {
    private let text: String

    /// The most bytes of a reason.
    package static let longest = 500

    package static let noun = "a reason"
    package static let grammar =
        "one line of at most \(longest) bytes, without control characters, that is not all spaces"

    package init?(parsing text: some StringProtocol) {
        guard text.utf8.count <= Self.longest, text.contains(where: { !$0.isWhitespace }),
            text.unicodeScalars.allSatisfy(\.isLegible)
        else { return nil }
        self.text = String(text)
    }

    package var description: String { text }
}
