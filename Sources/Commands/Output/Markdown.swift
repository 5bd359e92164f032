package import RegistryCore

/// A report as Markdown, for a merge request's page.
///
/// What a catalog's texts hold is shown as text: no markup, no link, and no line that a host could
/// take for a command of its own.
package struct Markdown {
    private var parts: [String] = []

    /// What a command found out, and what it found wrong.
    package init(_ report: some Report) {
        self.init(report.blocks)
        parts += Self.refusals(report.objections)
    }

    /// What stands in the way.
    package init(_ objections: [Objection]) {
        parts = Self.refusals(objections)
    }

    /// The blocks alone.
    package init(_ blocks: [Block]) {
        parts = blocks.map(Self.part).filter { !$0.isEmpty }
    }

    /// The whole document, without a line end after its last line.
    package var text: String { parts.joined(separator: "\n\n") }

    private static func part(_ block: Block) -> String {
        switch block {
        case .lines(let texts):
            texts.flatMap(lines(of:)).map(escaped).joined(separator: "  \n")
        case .facts(let facts):
            facts.map { "- **\(escaped($0.label))**: \(escaped($0.value))" }
                .joined(separator: "\n")
        case .table(let table):
            ([row(table.columns.map(\.heading)), rule(table.columns)] + table.rows.map(row))
                .joined(separator: "\n")
        }
    }

    private static func row(_ cells: [String]) -> String {
        "| \(cells.map(escaped).joined(separator: " | ")) |"
    }

    private static func rule(_ columns: [Table.Column]) -> String {
        "| \(columns.map { $0.isNumber ? "--:" : "---" }.joined(separator: " | ")) |"
    }

    private static func refusals(_ objections: [Objection]) -> [String] {
        guard !objections.isEmpty else { return [] }
        let items = objections.map { objection in
            "- **\(objection.code.rawValue)**: \(escaped(objection.message))  \n"
                + "  *\(escaped(objection.remedy))*"
        }
        return ["### What stands in the way\n\n" + items.joined(separator: "\n")]
    }

    /// One line of text that means itself: CommonMark lets every mark of ASCII be escaped (§2.4).
    private static func escaped(_ text: String) -> String {
        var shown = ""
        for (index, character) in text.inert.enumerated() {
            switch character {
            case "\\", "`", "*", "_", "[", "]", "<", ">", "#", "|", "~", "!", "$", "&":
                shown += "\\\(character)"
            case _ where index == 0 && "/+-=".contains(character): shown += "\\\(character)"
            default: shown.append(character)
            }
        }
        return shown
    }
}
