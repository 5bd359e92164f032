/// Rows under headings, aligned by spaces alone, so that it reads the same in a pipe or a log.
package struct Table: Sendable {
    package let columns: [Column]
    /// Each as long as `columns`.
    package let rows: [[String]]

    /// Traps if a row has more or fewer cells than there are columns.
    package init(_ columns: [Column], rows: [[String]]) {
        precondition(rows.allSatisfy { $0.count == columns.count }, "a row fills every column")
        self.columns = columns
        self.rows = rows
    }

    /// A heading, and the side that its cells keep to.
    package struct Column: Sendable, ExpressibleByStringLiteral {
        package let heading: String
        package let isNumber: Bool

        /// A column of words, which begin in line.
        package init(stringLiteral heading: String) {
            self.heading = heading
            isNumber = false
        }

        private init(number heading: String) {
            self.heading = heading
            isNumber = true
        }

        /// A column of numbers, which end in line.
        package static func number(_ heading: String) -> Column { Column(number: heading) }
    }

    /// The heading in capitals and the rows, two spaces between columns; nothing without rows.
    var lines: [String] {
        rows.isEmpty ? [] : lines(widths: widths(), isHeaded: true)
    }

    /// How wide each column must be for its heading and its cells.
    func widths(atLeast least: [Int]? = nil) -> [Int] {
        columns.indices.map { index in
            let cells = [headings[index]] + rows.map { $0[index].inert }
            return max(least?[index] ?? 0, cells.map(\.columns).max() ?? 0)
        }
    }

    /// The rows in columns of these widths, below the heading if it shall be there.
    func lines(widths: [Int], isHeaded: Bool) -> [String] {
        ((isHeaded ? [headings] : []) + rows.map { $0.map(\.inert) }).map {
            line($0, widths: widths)
        }
    }

    private var headings: [String] { columns.map { $0.heading.uppercased() } }

    private func line(_ cells: [String], widths: [Int]) -> String {
        let padded = columns.indices.map { index in
            pad(cells[index], to: widths[index], atStart: columns[index].isNumber)
        }
        return padded.joined(separator: "  ").trimmingEnd
    }
}

extension Block {
    /// The block as lines that can do a terminal no harm.
    package var text: [String] {
        switch self {
        case .lines(let texts): texts.flatMap(lines(of:))
        case .table(let table): table.lines
        case .facts(let facts): aligned(facts)
        }
    }
}

/// One line for each fact, the values in line.
private func aligned(_ facts: [Fact]) -> [String] {
    let labels = facts.map { $0.label.inert + ":" }
    let width = labels.map(\.columns).max() ?? 0
    return zip(labels, facts).map { label, fact in
        "\(pad(label, to: width, atStart: false))  \(fact.value.inert)".trimmingEnd
    }
}

/// `text` with spaces up to `width` columns.
private func pad(_ text: String, to width: Int, atStart: Bool) -> String {
    let spaces = String(repeating: " ", count: width - text.columns)
    return atStart ? spaces + text : text + spaces
}
