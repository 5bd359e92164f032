/// A field as a query names it, with its key.
struct NamedField {
    let field: SearchField
    let key: String?

    /// Reads `framework` or `metric.auc`; of `metric."top 5"` the dot belongs to `name`.
    init(_ name: String, quotedKey: String?, at range: Range<Int>) throws(QueryError) {
        // By scalars: a key may begin with an accent, which would sit on the dot.
        let parts = name.unicodeScalars
            .split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
            .map { String($0) }
        let word = parts.first ?? ""
        guard let field = SearchField(rawValue: word) else {
            let names = SearchField.allCases.map(\.rawValue)
            throw QueryError(
                .unknownField(word, nearest: nearest(to: word, among: names)), at: range)
        }
        let plainKey = parts.count == 2 ? parts[1] : nil
        guard quotedKey == nil || plainKey?.isEmpty == true else {
            throw QueryError(.blankMissing, at: range)
        }
        let key = quotedKey ?? plainKey
        guard (key != nil) == (field.keyNoun != nil), key?.isEmpty != true else {
            throw QueryError(.keyWrong(field), at: range)
        }
        self.field = field
        self.key = key
    }
}
