import GRDB
package import RegistryCore

extension IndexWriter {
    /// Puts what is said of a version now in place of what was said before.
    ///
    /// A version that is not there is passed over: whoever adds it brings its remarks.
    ///
    /// - Parameter date: When that last changed, in seconds since 1970; `nil` if not since the
    ///   version was registered.
    package func put(
        _ remarks: IndexedRemarks, on number: VersionNumber, of model: ModelName, date: Int64?
    ) throws {
        guard let version = try id(of: number, of: model) else { return }
        try run(
            "UPDATE versions SET state = ?, updated = coalesce(?, updated) WHERE id = ?",
            [remarks.state.rawValue, date, version])
        try putTags(remarks.tags, on: version)
        try run("DELETE FROM metrics WHERE version = ? AND later = 1", [version])
        for (name, value) in remarks.metrics {
            try run("INSERT OR IGNORE INTO metrics VALUES (?, ?, ?, 1)", [version, name, value])
        }
    }

    private func putTags(_ tags: [String: String], on version: Int64) throws {
        try run("DELETE FROM version_tags WHERE version = ?", [version])
        for (key, value) in tags {
            try run("INSERT INTO version_tags VALUES (?, ?, ?)", [version, key, value])
        }
        let statement = try database.cachedStatement(
            sql: "SELECT description FROM version_text WHERE rowid = ?")
        let description = try String?.fetchOne(statement, arguments: [version]) ?? nil
        try run("DELETE FROM version_text WHERE rowid = ?", [version])
        guard description != nil || !tags.isEmpty else { return }
        try run(
            "INSERT INTO version_text (rowid, description, tags) VALUES (?, ?, ?)",
            [version, description, text(of: tags)])
    }

    /// The place of a version's commit on `main`; `nil` of one that is not there.
    private func id(of version: VersionNumber, of model: ModelName) throws -> Int64? {
        guard let model = try id(of: model) else { return nil }
        return try number(
            "SELECT id FROM versions WHERE model = ? AND number = ?", [model, version.value])
    }
}
