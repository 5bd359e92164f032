import GRDB
import RegistryCore

extension IndexWriter {
    /// Puts a model in place of what is known of it beside its versions.
    ///
    /// - Parameter date: When its folder changed last, in seconds since 1970.
    package func put(_ model: IndexedModel, date: Int64) throws {
        let id = try ensure(model.name)
        try run(
            """
            UPDATE models SET description = ?, task = ?, license = ?, risk = ?, updated = ?
            WHERE id = ?
            """,
            [model.description, model.task, model.license, model.risk?.rawValue, date, id])
        try putParts(of: model, id)
        try run("DELETE FROM model_text WHERE rowid = ?", [id])
        try run(
            "INSERT INTO model_text (rowid, name, description, card, tags) VALUES (?, ?, ?, ?, ?)",
            [id, "\(model.name)", model.description, model.card, text(of: model.tags)])
    }

    private func putParts(of model: IndexedModel, _ id: Int64) throws {
        for table in ["owners", "model_tags", "aliases"] {
            try run("DELETE FROM \(table) WHERE model = ?", [id])
        }
        for owner in Set(model.owners) {
            try run("INSERT INTO owners VALUES (?, ?)", [id, "\(owner)"])
        }
        for (key, value) in model.tags {
            try run("INSERT INTO model_tags VALUES (?, ?, ?)", [id, key, value])
        }
        for (alias, number) in model.aliases {
            try run("INSERT INTO aliases VALUES (?, ?, ?)", [id, "\(alias)", number.value])
        }
    }

    /// The number by which rows name the model; the model is made if it is not there.
    func ensure(_ model: ModelName) throws -> Int64 {
        if let known = try id(of: model) { return known }
        try run(
            "INSERT INTO models (name, namespace, updated) VALUES (?, ?, 0)",
            ["\(model)", "\(model.namespace)"])
        return database.lastInsertedRowID
    }

    /// The number by which rows name the model; `nil` of one that is not there.
    func id(of model: ModelName) throws -> Int64? {
        try number("SELECT id FROM models WHERE name = ?", ["\(model)"])
    }
}

/// Tags as words to be searched for.
func text(of tags: [String: String]) -> String? {
    tags.isEmpty
        ? nil : tags.sorted { $0.key < $1.key }.map { "\($0) \($1)" }.joined(separator: "\n")
}
