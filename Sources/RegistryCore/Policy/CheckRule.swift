/// A check that must have passed: the registry's own by its name, or one that others report.
///
/// Written `scan`, or `{name: ci, by: [group:ci], expires: 7d}`, or
/// `{name: vulnerabilities, accept: [CVE-2024-3651]}`.
package struct CheckRule: Hashable, Sendable {
    package var name: CheckName
    /// Whose signed report counts; `nil` for what the registry runs itself.
    package var by: [Who]?
    /// For how long after it was received a report counts.
    package var expires: TimeSpan?
    /// Of `vulnerabilities`: those that somebody has looked at and that do no harm here.
    package var accept: [AdvisoryID]?

    package init(
        _ name: CheckName, by: [Who]? = nil, expires: TimeSpan? = nil, accept: [AdvisoryID]? = nil
    ) {
        self.name = name
        self.by = by
        self.expires = expires
        self.accept = accept
    }

    /// Those whose report counts, as a sentence names them.
    var reporters: String { (by ?? []).map(\.description).joined(separator: ", ") }
}

extension CheckRule: Codable {
    private enum CodingKeys: String, CodingKey { case name, by, expires, accept }

    package init(from decoder: any Decoder) throws {
        guard let map = try? decoder.container(keyedBy: CodingKeys.self) else {
            self.init(try CheckName(from: decoder))
            return
        }
        self.init(
            try map.decode(CheckName.self, forKey: .name),
            by: try map.decodeIfPresent([Who].self, forKey: .by),
            expires: try map.decodeIfPresent(TimeSpan.self, forKey: .expires),
            accept: try map.decodeIfPresent([AdvisoryID].self, forKey: .accept))
    }

    package func encode(to encoder: any Encoder) throws {
        guard by != nil || expires != nil || accept != nil else {
            return try name.encode(to: encoder)
        }
        var map = encoder.container(keyedBy: CodingKeys.self)
        try map.encode(name, forKey: .name)
        try map.encodeIfPresent(by, forKey: .by)
        try map.encodeIfPresent(expires, forKey: .expires)
        try map.encodeIfPresent(accept, forKey: .accept)
    }
}
