package import RegistryCore

extension RegistryError {
    /// What is wrong with `query`, with the place marked below it.
    package init(_ error: QueryError, in query: String) {
        let told = RegistryError(error).objections[0]
        let lines = error.range.isEmpty ? [] : excerpt(of: query, marking: error.range)
        self.init(
            told.code, ([told.message] + lines).joined(separator: "\n"), remedy: told.remedy)
    }
}

/// As much of a query as fits in a line, around the scalars in `range`, and a line that marks them.
func excerpt(of query: String, marking range: Range<Int>) -> [String] {
    let scalars = Array(query.unicodeScalars.map { isLineEnd($0) ? " " : $0 })
    func text(_ part: Range<Int>) -> String {
        let part = part.clamped(to: 0..<scalars.count)
        return String(String.UnicodeScalarView(scalars[part])).inert
    }
    let start = max(0, range.lowerBound - 40)
    let opening = (start > 0 ? "…" : "") + text(start..<range.lowerBound)
    let end = max(range.lowerBound + 1, min(range.upperBound, start + 72))
    let marked = text(range.lowerBound..<end)
    let rest = text(end..<max(end, start + 72)) + (start + 72 < scalars.count ? "…" : "")
    let mark =
        String(repeating: " ", count: opening.columns)
        + String(repeating: "^", count: max(1, marked.columns))
    return [opening + marked + rest, mark]
}

private func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace && scalar != " "
}

extension SearchQuery {
    /// Reads the words of a command line; throws what is wrong with them, pointing at it.
    init(typed words: [String]) throws(RegistryError) {
        let text = String(words.joined(separator: " ").drop { $0 == " " })
        do throws(QueryError) {
            self = try SearchQuery(parsing: text)
        } catch {
            throw RegistryError(error, in: text)
        }
    }
}

/// The words of a command line that takes a query, which may begin with a minus: that would be
/// options of one letter each. With a blank before it, it is none, and means the same.
///
/// - Parameter options: The command's own that a value follows.
func spellingQueries(in words: [String], after options: Set<String>) -> [String] {
    let taking = GlobalOptions.namesWithValue.union(options)
    let end = words.firstIndex(of: "--") ?? words.endIndex
    return words.indices.map { index in
        let rest = words[index].dropFirst()
        guard words[index].hasPrefix("-"), index < end,
            index == 0 || !taking.contains(words[index - 1]),
            let next = rest.first, next.isLowercase || "\"(".contains(next),
            !rest.allSatisfy({ "qh".contains($0) })
        else { return words[index] }
        return " " + words[index]
    }
}
