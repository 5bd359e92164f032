/// What the addresses of one endpoint look like below `/<registry>/api/v1`:
/// `/models/{namespace}/{name}`; `{path}` is all the rest.
struct APIPath: Hashable, Sendable, ExpressibleByStringLiteral {
    /// As the description has it.
    let text: String
    private let segments: [Segment]

    private enum Segment: Hashable {
        case word(String)
        case parameter(String)
        case rest(String)
    }

    init(stringLiteral text: String) {
        self.text = text
        segments = text.split(separator: "/").map { segment in
            guard segment.hasPrefix("{") else { return .word(String(segment)) }
            let name = String(segment.dropFirst().dropLast())
            return name == "path" ? .rest(name) : .parameter(name)
        }
    }

    /// The names of what is in braces.
    var parameters: [String] {
        segments.compactMap {
            switch $0 {
            case .word: nil
            case .parameter(let name), .rest(let name): name
            }
        }
    }

    /// What stands in an address in place of the braces; `nil` if it is another's.
    func match(_ words: [String]) -> [String: String]? {
        var values: [String: String] = [:]
        var rest = words[...]
        for segment in segments {
            guard let word = rest.popFirst() else { return nil }
            switch segment {
            case .word(let wanted) where wanted == word: break
            case .word: return nil
            case .parameter(let name): values[name] = word
            case .rest(let name):
                values[name] = ([word] + rest).joined(separator: "/")
                rest = []
            }
        }
        return rest.isEmpty ? values : nil
    }
}

/// One entry of a table of addresses.
protocol Addressed {
    var path: APIPath { get }
}

extension Sequence where Element: Addressed {
    /// The entry whose address this is, and what stands there in place of the braces.
    func entry(at words: [String]) -> (entry: Element, values: [String: String])? {
        for entry in self {
            if let values = entry.path.match(words) { return (entry, values) }
        }
        return nil
    }
}
