extension SearchQuery {
    /// Whether the version is among what is looked for: what the query means, said without an
    /// index, which must find the same.
    package func matches(_ version: SearchableVersion) -> Bool {
        root?.holds(of: version) ?? true
    }
}

extension SearchExpression {
    fileprivate func holds(of version: SearchableVersion) -> Bool {
        switch self {
        case .condition(let condition): condition.holds(of: version)
        case .words(let words): version.prose.contains(where: words.stand)
        case .not(let part): !part.holds(of: version)
        case .all(let parts): parts.allSatisfy { $0.holds(of: version) }
        case .any(let parts): parts.contains { $0.holds(of: version) }
        }
    }
}

extension SearchCondition {
    fileprivate func holds(of version: SearchableVersion) -> Bool {
        switch test {
        case .present: isPresent(in: version)
        case .equals(let text):
            texts(of: version).contains { field.spelling($0) == field.spelling(text) }
        case .begins(let text):
            texts(of: version).contains { field.spelling($0).starts(with: field.spelling(text)) }
        case .number(let comparison, let number):
            version.number(field, key).map { comparison.holds($0, number) } ?? false
        case .date(let comparison, let date):
            date.seconds(comparison).contains(field == .created ? version.created : version.updated)
        }
    }

    private func texts(of version: SearchableVersion) -> [String] { version.texts(field, key) }

    private func isPresent(in version: SearchableVersion) -> Bool {
        switch field.kind {
        case .text, .choice, .textOrNumber: !texts(of: version).isEmpty
        case .number: version.number(field, key) != nil
        case .date: true
        }
    }
}

extension SearchCondition.Comparison {
    /// Whether `left` relates so to `right`.
    fileprivate func holds(_ left: Double, _ right: Double) -> Bool {
        switch self {
        case .equal: left == right
        case .less: left < right
        case .atMost: left <= right
        case .greater: left > right
        case .atLeast: left >= right
        }
    }
}

extension SearchField {
    /// Whether capitals don't count in its values: `PyTorch`, `MIT`.
    package var ignoresCase: Bool { [.framework, .task, .license].contains(self) }

    /// The bytes by which two values are told apart.
    fileprivate func spelling(_ text: String) -> [UInt8] {
        guard ignoresCase else { return Array(text.utf8) }
        return text.utf8.map {
            (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0
        }
    }
}
