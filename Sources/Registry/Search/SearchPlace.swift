import RegistryCore

/// Where a page of an answer ended, as a client brings it back: which version it told last, and
/// what that was sorted by then.
///
/// A `SearchPosition` has a place on `main` instead, from which one could tell how many commits lie
/// between two versions, and so how many of them one may not see. And it is sealed: whoever could
/// make one up would learn from the answer whether a version is there that is hidden from them.
struct SearchPlace {
    let model: ModelName
    let number: VersionNumber
    let value: SearchPosition.Value

    init(of version: FoundVersion, at position: SearchPosition) {
        model = version.model
        number = version.version
        value = position.value
    }

    /// The place as part of a page's address.
    func text(
        for query: SearchQuery, in order: SearchOrder, sealedBy secret: RegistrySecret
    ) -> String {
        let position = SearchPosition(value: value, tie: Int64(number.value))
        let text = "\(model) \(position.token(for: query, in: order))"
        return "\(text) \(secret.code(.page, text))"
    }

    /// Reads what `text` wrote.
    ///
    /// - Throws: `request-invalid` for anything else, and for another query or order.
    init(
        parsing text: String, for query: SearchQuery, in order: SearchOrder,
        secret: RegistrySecret
    ) throws(RegistryError) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let code = Digest(parsing: parts[2]),
            secret.confirms(code, .page, "\(parts[0]) \(parts[1])"),
            let model = ModelName(parsing: parts[0]),
            let position = try? SearchPosition(token: parts[1], for: query, in: order)
        else { throw .pageInvalid }
        self.model = model
        number = VersionNumber(Int(position.tie))
        value = position.value
    }
}
