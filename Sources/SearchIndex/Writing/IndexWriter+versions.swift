import GRDB
import RegistryCore

extension IndexWriter {
    /// Adds a version that has just come to `main`, the newest of its model.
    package func register(_ version: IndexedVersion) throws {
        let model = try ensure(version.model)
        try add(version, of: model)
        try run(
            "UPDATE models SET latest = ?, updated = ? WHERE id = ?",
            [version.place, version.date, model])
    }

    /// Adds the rows of a version alone; its model's `latest` and `updated` stay as they are.
    ///
    /// - Parameter model: The number by which rows name its model.
    package func add(_ version: IndexedVersion, of model: Int64) throws {
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
