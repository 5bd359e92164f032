/// What a command finds one after another, however many there are.
///
/// Shown while it is being found, so neither the first line nor memory waits for the last. Where
/// something fails on the way, what was shown stays and the exit code tells.
package protocol Listing: Presentable {
    associatedtype Item: Encodable

    /// The headings that people read.
    var columns: [Table.Column] { get }

    /// What a person reads where nothing is found.
    var emptiness: String { get }

    /// Finds the next; `nil` after the last.
    mutating func next() throws -> Item?

    /// What a person reads of one, as many cells as there are columns.
    func row(_ item: Item) -> [String]
}

extension Listing {
    package func show(on console: Console) throws -> Int32 {
        switch console.format {
        case .json: try showDocument(on: console)
        case .table: try showTable(on: console)
        case .markdown: try showMarkdown(on: console)
        }
        return 0
    }

    /// One array, a line end after each item where a person looks.
    private func showDocument(on console: Console) throws {
        var rest = self
        var separator = "["
        while let item = try rest.next() {
            try console.write(separator + jsonText(item, isPretty: false))
            separator = console.output.isTerminal ? ",\n" : ","
        }
        try console.write(separator == "[" ? "[]\n" : "]\n")
    }

    private func showMarkdown(on console: Console) throws {
        var rest = self
        var rows: [[String]] = []
        while let item = try rest.next() { rows.append(row(item)) }
        let blocks: [Block] =
            rows.isEmpty ? [.line(emptiness)] : [.table(Table(columns, rows: rows))]
        try console.put(Markdown(blocks).text)
    }

    private func showTable(on console: Console) throws {
        var rest = self
        var widths: [Int]?
        // A screenful decides how wide the columns are; what is wider later moves only its own.
        while let rows = try rest.rows(atMost: widths == nil ? 50 : 1_000) {
            let table = Table(columns, rows: rows)
            let needed = table.widths(atLeast: widths)
            let lines = table.lines(widths: needed, isHeaded: widths == nil)
            try console.write(lines.joined(separator: "\n") + "\n")
            widths = needed
        }
        if widths == nil { try console.put(emptiness) }
    }

    private mutating func rows(atMost count: Int) throws -> [[String]]? {
        var rows: [[String]] = []
        while rows.count < count, let item = try next() { rows.append(row(item)) }
        return rows.isEmpty ? nil : rows
    }
}
