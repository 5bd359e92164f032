/// One point that whoever approves has looked at, and says so by name.
package struct ChecklistRule: Hashable, Sendable, Codable {
    package var item: ChecklistText
    private var required: Bool?
    private var evidence: Bool?

    /// A point that must be ticked, if nothing else is said.
    package init(item: ChecklistText, isRequired: Bool = true, needsEvidence: Bool = false) {
        self.item = item
        required = isRequired
        evidence = needsEvidence
    }

    /// Whether an approval without it does not count; yes if nothing is said.
    package var isRequired: Bool { required ?? true }
    /// Whether whoever ticks it must name what they looked at; no if nothing is said.
    package var needsEvidence: Bool { evidence ?? false }
}

/// What a point of a checklist is called: one line, signed to the letter.
package struct ChecklistText: TextualName {
    private let text: String

    /// The most bytes of one point.
    package static let longest = 150

    package static let noun = "a point of a checklist"
    package static let grammar =
        "one line of at most \(longest) bytes, without control characters, that neither begins nor "
        + "ends with a space"

    package init?(parsing text: some StringProtocol) {
        guard text.utf8.count <= Self.longest, let first = text.first, let last = text.last,
            !first.isWhitespace, !last.isWhitespace, text.unicodeScalars.allSatisfy(\.isLegible)
        else { return nil }
        self.text = String(text)
    }

    package var description: String { text }
}

extension [ChecklistRule] {
    /// What keeps an approval that ticks `checked` from counting, to follow "the approval of … ";
    /// `nil` if nothing does.
    func flaw(ticking checked: [ChecklistText], evidence: [String]) -> String? {
        let unticked = filter { $0.isRequired && !checked.contains($0.item) }
        guard unticked.isEmpty else {
            let items = unticked.map { "'\($0.item)'" }.joined(separator: ", ")
            return "does not say that \(items) \(unticked.count == 1 ? "was" : "were") checked"
        }
        let unshown = first { $0.needsEvidence && checked.contains($0.item) }
        if let unshown, evidence.isEmpty {
            return "names no evidence, which '\(unshown.item)' demands"
        }
        return nil
    }
}
