/// One known vulnerability, as an OSV record tells of it
/// (https://ossf.github.io/osv-schema/, the format of `pip-audit`'s own source).
package struct Advisory: Hashable, Sendable {
    /// Such as `PYSEC-2024-1` or `GHSA-…`.
    package let id: AdvisoryID
    /// What other databases call the same; `CVE-…` mostly.
    private let aliases: Set<AdvisoryID>
    /// What it affects, of the packages of PyPI; none for one that was withdrawn.
    private let affected: [Affected]

    fileprivate struct Affected: Hashable {
        let package: String
        /// Spelled as they are in the record.
        let versions: [String]
        let ranges: [[Event]]
    }

    fileprivate enum Event: Hashable {
        case introduced(String), fixed(String), lastAffected(String)
    }

    /// Reads one record; `nil` for what is none.
    package init?(json bytes: some Collection<UInt8>) {
        guard let record = JSONValue(json: bytes, deepest: 64),
            let id = (record["id"]?.text).flatMap({ AdvisoryID(parsing: $0) })
        else { return nil }
        self.id = id
        aliases = Set(
            (record["aliases"]?.list ?? []).compactMap(\.text)
                .compactMap { AdvisoryID(parsing: $0) })
        guard record["withdrawn"] == nil || record["withdrawn"] == .null else {
            affected = []
            return
        }
        affected = (record["affected"]?.list ?? []).compactMap { Affected($0) }
    }

    /// Whether it is about some package of PyPI.
    package var isOfPython: Bool { !affected.isEmpty }
}

extension Advisory.Affected {
    fileprivate init?(_ json: JSONValue) {
        let ecosystem = json["package"]?["ecosystem"]?.text?.split(separator: ":").first
        guard ecosystem == "PyPI", let name = json["package"]?["name"]?.text else { return nil }
        package = normalizedPackage(name)
        versions = (json["versions"]?.list ?? []).compactMap(\.text)
        ranges = (json["ranges"]?.list ?? []).filter { $0["type"]?.text != "GIT" }
            .map { ($0["events"]?.list ?? []).compactMap { Advisory.Event($0) } }
    }

    /// Whether `version` is listed, or lies in a range; what can't be compared lies in it, since
    /// nobody can say that it doesn't.
    fileprivate func holds(_ version: String) -> Bool {
        guard !versions.contains(version) else { return true }
        guard let number = PythonVersion(parsing: version) else { return true }
        return versions.contains { PythonVersion(parsing: $0) == number }
            || ranges.contains { Advisory.holds(number, $0) }
    }

    fileprivate var fixes: [String] {
        ranges.joined().compactMap { if case .fixed(let version) = $0 { version } else { nil } }
    }
}

extension Advisory.Event {
    fileprivate init?(_ json: JSONValue) {
        if let text = json["introduced"]?.text {
            self = .introduced(text)
        } else if let text = json["fixed"]?.text {
            self = .fixed(text)
        } else if let text = json["last_affected"]?.text {
            self = .lastAffected(text)
        } else {
            return nil
        }
    }

    fileprivate var version: String {
        switch self {
        case .introduced(let version), .fixed(let version), .lastAffected(let version): version
        }
    }
}

extension Advisory {
    /// What of `packages`, versions by name, it says is vulnerable.
    package func findings(in packages: [String: String]) -> [KnownVulnerability] {
        packages.sorted { $0.key < $1.key }.compactMap { name, version in
            let normal = normalizedPackage(name)
            let hits = affected.filter { $0.package == normal && $0.holds(version) }
            guard !hits.isEmpty else { return nil }
            let fixes = Set(hits.flatMap(\.fixes)).sorted()
            let fix = fixes.isEmpty ? "" : ", fixed in \(fixes.joined(separator: ", "))"
            return KnownVulnerability(
                aliases.union([id]), "\(name) \(version) has \(id)\(fix).")
        }
    }

    /// The evaluation of the OSV schema: events switch it on and off, in the order of their
    /// versions.
    fileprivate static func holds(_ version: PythonVersion, _ events: [Event]) -> Bool {
        var ordered: [(version: PythonVersion, event: Event)] = []
        for event in events where event != .introduced("0") {
            guard let place = PythonVersion(parsing: event.version) else { return true }
            ordered.append((place, event))
        }
        ordered.sort { $0.version < $1.version }
        var isVulnerable = events.contains(.introduced("0"))
        for (place, event) in ordered {
            switch event {
            case .introduced: if version >= place { isVulnerable = true }
            case .fixed: if version >= place { isVulnerable = false }
            case .lastAffected: if version > place { isVulnerable = false }
            }
        }
        return isVulnerable
    }
}

/// The one spelling of a package's name (PEP 503).
private func normalizedPackage(_ name: String) -> String {
    name.lowercased().split { "-_.".contains($0) }.joined(separator: "-")
}
