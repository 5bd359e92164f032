/// `model.yaml`: what is true of a model as a whole; changing it makes no version.
package struct ModelManifest: Hashable, Sendable, Codable {
    package var schema: Schema
    package var name: ModelName
    package var description: String?
    package var owners: [Who]?
    /// The Hugging Face pipeline tag, such as `tabular-classification`.
    package var task: String?
    /// An SPDX licence identifier in lower case.
    package var license: String?
    package var risk: Risk?
    package var tags: [String: String]?
    package var aliases: [AliasName: VersionNumber]?
    /// Whatever the team wants to keep beside it.
    package var extra: [String: FreeValue]?

    /// The one value that `schema` may have.
    package enum Schema: String, Hashable, Sendable, Codable, CaseIterable {
        case current = "cairn.model/v1"
    }

    /// A manifest that says nothing but the name.
    package init(name: ModelName) {
        schema = .current
        self.name = name
    }
}

/// How much harm a wrong answer of the model can do; policies may ask more of a higher one.
package enum Risk: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
    case low, medium, high

    package static func < (left: Risk, right: Risk) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// Data under `extra:`, kept as written.
package indirect enum FreeValue: Hashable, Sendable {
    case text(String)
    case list([FreeValue])
    case map([String: FreeValue])
}

extension FreeValue: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([FreeValue].self) {
            self = .list(list)
        } else {
            self = .map(try container.decode([String: FreeValue].self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .list(let list): try container.encode(list)
        case .map(let map): try container.encode(map)
        }
    }
}

extension AliasName: CodingKeyRepresentable {
    package var codingKey: any CodingKey { NameKey(stringValue: description) }

    package init?(codingKey: some CodingKey) {
        self.init(parsing: codingKey.stringValue)
    }
}

extension GroupName: CodingKeyRepresentable {
    package var codingKey: any CodingKey { NameKey(stringValue: description) }

    package init?(codingKey: some CodingKey) {
        self.init(parsing: codingKey.stringValue)
    }
}

/// The key under which a name stands in a map.
struct NameKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) {
        self.stringValue = stringValue
    }

    init?(intValue: Int) { nil }
}
