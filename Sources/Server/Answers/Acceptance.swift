import HTTPTypes

/// What a client can read, by its `Accept` (RFC 9110 §12.5.1).
struct Acceptance {
    private let ranges: [(range: String, isRefused: Bool)]?

    /// Without the header it is anything.
    init(_ headers: HTTPFields) {
        ranges = headers[.accept].map { header in
            header.split(separator: ",").map { item in
                let parts = item.split(separator: ";")
                    .map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
                let weight = parts.dropFirst().first { $0.hasPrefix("q=") }
                return (parts.first ?? "", weight.flatMap { Double($0.dropFirst(2)) } == 0)
            }
        }
    }

    /// Whether an answer of this media type can be read; the range that says most of it decides.
    func allows(_ mediaType: String) -> Bool {
        guard let ranges else { return true }
        let family = mediaType.prefix { $0 != "/" } + "/*"
        for wanted in [mediaType, String(family), "*/*"] {
            if let range = ranges.first(where: { $0.range == wanted }) { return !range.isRefused }
        }
        return false
    }

    /// Whether it asks for this very media type.
    func names(_ mediaType: String) -> Bool {
        ranges?.contains { $0.range == mediaType && !$0.isRefused } ?? false
    }
}
