import RegistryCore

/// A query that is printed reads as the same query, and is then printed the same; what is wrong
/// with one lies within it.
func checkQuery(_ bytes: [UInt8]) throws(BrokenProperty) -> Bool {
    guard let text = String(validating: bytes, as: UTF8.self) else { return false }
    let query: SearchQuery
    do throws(QueryError) {
        query = try SearchQuery(parsing: text)
    } catch {
        try require(
            error.range.upperBound <= text.unicodeScalars.count + 1, "an error lies elsewhere")
        try require(isInert(error.sentence + error.remedy), "an error has control characters")
        return false
    }
    _ = query.matches(SearchableVersion(model: model, created: 0, updated: 0))
    let printed = query.description
    // Quotation marks may make the longest of them too long.
    guard printed.utf8.count <= SearchQuery.mostBytes else { return true }
    let again = try? SearchQuery(parsing: printed)
    try require(again == query, "a query is not what it says")
    try require(again?.description == printed, "a query is printed in two ways")
    return true
}

private let model: ModelName = {
    guard let model = ModelName(parsing: "fraud/detector") else {
        preconditionFailure("a model's name")
    }
    return model
}()
