import Templates

/// Where a catalog is kept and reviewed, if not on Cairn's own server.
package enum GitHost: String, CaseIterable, Encodable, Sendable {
    case gitlab, github, forgejo, gerrit

    /// What reviewing there takes, each by its place in the catalog.
    var files: [ReviewFile] {
        ReviewFile.allCases.filter { $0.rawValue.hasPrefix(".\(rawValue)") }
    }
}
