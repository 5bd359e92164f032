import GRDB
import RegistryCore

extension IndexWriter {
    /// Adds what one commit of `main` brought, after all commits before it.
    ///
    /// A record whose number is not above all those of its model is passed over: it is none of the
    /// registry's versions, whatever a host without Cairn's hooks let in.
    package func add(_ changes: [IndexedChange], date: Int64) throws {
        for change in changes {
            let model = try ensure(change.model)
            let newest = try newestNumber(of: model)
            if let version = change.version, version.number.value > newest {
                try register(version)
            } else {
                try run("UPDATE models SET updated = ? WHERE id = ?", [date, model])
            }
        }
    }

    /// Adds a version, the newest of its model.
    package func register(_ version: IndexedVersion) throws {
        let model = try ensure(version.model)
        try add(version, of: model)
        try set(version.place, updated: version.date, of: model)
    }

    /// Says which version of a model is the newest, and when its folder last changed.
    func set(_ latest: Int64?, updated: Int64, of model: Int64) throws {
        try run(
            "UPDATE models SET latest = ?, updated = ? WHERE id = ?", [latest, updated, model])
    }

    /// The number of the model's newest version; 0 without one.
    private func newestNumber(of model: Int64) throws -> Int64 {
        try number("SELECT max(number) FROM versions WHERE model = ?", [model]) ?? 0
    }

    /// Adds the rows of a version alone; its model's `latest` and `updated` stay as they are.
    ///
    /// - Parameter model: The number by which rows name its model.
    func add(_ version: IndexedVersion, of model: Int64) throws {
        let record = version.manifest
        try run(
            """
            INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?, 'active', ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                version.place, model, version.number.value, version.commit.stored, version.created,
                version.date, record.author?.description, record.framework?.name,
                record.framework?.version, record.algorithm, record.format,
                record.source?.repository, record.source?.commit, record.run?.id,
                record.run?.experiment,
            ])
        try addMeasures(of: version)
        try addLineage(of: version)
        guard let description = record.description else { return }
        try run(
            "INSERT INTO version_text (rowid, description) VALUES (?, ?)",
            [version.place, description])
    }

    private func addMeasures(of version: IndexedVersion) throws {
        for (name, value) in version.metrics {
            try run("INSERT INTO metrics VALUES (?, ?, ?, 0)", [version.place, name, value])
        }
        for (name, value) in version.manifest.parameters ?? [:] {
            try run(
                "INSERT INTO params VALUES (?, ?, ?, ?)",
                [version.place, name, value, Double(decimal: value)])
        }
    }

    private func addLineage(of version: IndexedVersion) throws {
        for (position, dataset) in version.datasets.enumerated() {
            try run(
                "INSERT INTO datasets VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    version.place, position, dataset.name, dataset.edition, dataset.role,
                    dataset.digest, dataset.uri, dataset.isInput,
                ])
        }
        for (position, base) in version.bases.enumerated() {
            try run(
                "INSERT INTO bases VALUES (?, ?, ?, ?, ?, ?)",
                [
                    version.place, position, base.reference, base.scheme, base.name,
                    base.number?.value,
                ])
        }
    }
}
