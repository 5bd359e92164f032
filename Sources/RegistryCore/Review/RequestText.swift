/// What a merge request is called: one line that every terminal and page can show.
package struct RequestTitle: TextualName {
    private let text: String

    /// The most bytes of a title.
    package static let longest = 200

    package static let noun = "a merge request"
    package static let grammar =
        "one line of at most \(longest) bytes, without control characters, that is not all spaces"

    package init?(parsing text: some StringProtocol) {
        guard text.utf8.count <= Self.longest, text.contains(where: { !$0.isWhitespace }),
            text.unicodeScalars.allSatisfy(\.isLegible)
        else { return nil }
        self.text = String(text)
    }

    /// The first line of a commit's message, as far as it can be a title.
    package init(ofCommit subject: String) {
        var kept = ""
        for scalar in subject.unicodeScalars.lazy.filter(\.isLegible)
        where kept.utf8.count + UTF8.width(scalar) <= Self.longest {
            kept.unicodeScalars.append(scalar)
        }
        text = kept.contains { !$0.isWhitespace } ? kept : "No title"
    }

    package var description: String { text }
}

/// What people say of a merge request, in Markdown: its description, or a comment.
package struct RequestProse: TextualName {
    private let text: String

    /// The most bytes of a description or a comment.
    package static let longest = 16 << 10

    package static let noun = "a description or comment"
    package static let grammar =
        "at most \(longest) bytes of text that is not all spaces, without control characters "
        + "other than line ends and tabs"

    package init?(parsing text: some StringProtocol) {
        guard text.utf8.count <= Self.longest, text.contains(where: { !$0.isWhitespace }),
            text.unicodeScalars.allSatisfy({ $0 == "\n" || $0 == "\t" || $0.isLegible })
        else { return nil }
        self.text = String(text)
    }

    package var description: String { text }
}

extension Unicode.Scalar {
    /// Whether it can neither move a cursor, nor end a line, nor turn the direction of reading, by
    /// which what is read is not what is there. Joiners are parts of words and of pictures.
    var isLegible: Bool {
        guard !isASCII else { return value >= 0x20 && value != 0x7f }
        return switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate: false
        case .format: value == 0x200c || value == 0x200d
        default: true
        }
    }
}
