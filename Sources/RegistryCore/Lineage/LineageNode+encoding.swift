extension LineageSubject: Encodable {
    private enum CodingKeys: String, CodingKey {
        case kind, name, model, version
    }

    /// `name` is what it is called in every case; a version has its parts beside it.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .version(let model, let number):
            try container.encode("version", forKey: .kind)
            try container.encode("\(model)@\(number)", forKey: .name)
            try container.encode(model, forKey: .model)
            try container.encode(number, forKey: .version)
        case .dataset(let name):
            try container.encode("dataset", forKey: .kind)
            try container.encode(name, forKey: .name)
        case .elsewhere(let reference):
            try container.encode("elsewhere", forKey: .kind)
            try container.encode(reference, forKey: .name)
        }
    }
}

extension LineageNode: Encodable {
    private enum CodingKeys: String, CodingKey {
        case role, edition, digest, next
        case isRepeated = "repeated"
    }

    package func encode(to encoder: any Encoder) throws {
        try subject.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(role, forKey: .role)
        try container.encodeIfPresent(edition, forKey: .edition)
        try container.encodeIfPresent(digest, forKey: .digest)
        try container.encode(next, forKey: .next)
        try container.encode(isRepeated, forKey: .isRepeated)
    }
}
