import FoundationEssentials
import Git
import RegistryCore
import Support

@testable import Registry

/// A registry to which random pushes come, written as the hooks would leave it, without their
/// running: refs, and an audit log of them.
final class RandomHistory {
    let catalog: Catalog
    private var random: SplitMix
    private var clock: TimeInterval = 1_700_000_000
    private var models: [ModelName: Int] = [:]
    private var number = 1_000

    init(_ bench: Bench, seed: UInt64) throws {
        catalog = try bench.open()
        random = SplitMix(seed: seed)
        let tree = try catalog.snapshot().tree
        for model in try catalog.models(in: tree) {
            models[model] = try catalog.versionNumber(of: model, in: tree)?.value ?? 0
        }
    }

    /// One push of one to three refs.
    ///
    /// - Parameter isLogged: Whether the log tells of it; one that is not yet told of is in the
    ///   journal, and is told of by `logAbandoned`.
    func push(isLogged: Bool = true) throws {
        var updates: [AuditEntry.Update] = []
        if chance(80) { updates.append(try moveMain()) }
        for _ in 0..<Int.random(in: 0...2, using: &random) {
            if let update = try moveStage(), !updates.contains(where: { $0.ref == update.ref }) {
                updates.append(update)
            }
        }
        let entry = try entry(updates)
        for update in updates { try set(update.ref, to: update.new) }
        if isLogged { return try log(entry) }
        abandoned.append(entry)
        try Journal(catalog: catalog.directory).write(try intent(entry))
    }

    private var abandoned: [AuditEntry] = []

    /// The log tells at last of the pushes that it did not.
    func logAbandoned() throws {
        for entry in abandoned { try log(entry) }
        abandoned = []
        for intent in Journal(catalog: catalog.directory).intents() {
            Journal(catalog: catalog.directory).remove(intent)
        }
    }

    private func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &random) < percent
    }

    private func any<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: elements.indices, using: &random)]
    }

    private func set(_ ref: String, to id: ObjectID) throws {
        let path = "\(catalog.directory)/\(ref)"
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        try FileManager.default.createDirectory(
            atPath: "/\(folder)", withIntermediateDirectories: true)
        try Data("\(id)\n".utf8).write(to: URL(filePath: path))
    }
}

extension RandomHistory {
    private func identity() -> Identity {
        clock += Double(Int.random(in: -20...100, using: &random))
        return Identity(
            name: "x", email: any(["alice@example.com", "bob@example.com"]),
            date: Date(timeIntervalSince1970: clock))
    }

    private func commit(
        _ changes: [TreeChange], onto parent: ObjectID?
    ) throws -> ObjectID {
        let base = try parent.map { try catalog.commit($0).tree }
        let (author, tree) = (identity(), try catalog.repository.rewrite(base, changes))
        return try catalog.repository.writeCommit(
            tree: tree, parents: [parent].compactMap(\.self), author: author, committer: author,
            message: "x\n")
    }

    private func put(_ path: String, _ text: String) throws -> TreeChange {
        .put(path, .file, try catalog.repository.writeBlob(Array(text.utf8)))
    }

    /// One to four commits, each of which does one to three things, and brings one version at most.
    private func moveMain() throws -> AuditEntry.Update {
        let old = try catalog.snapshot().commit
        var tip = old
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            var changes: [TreeChange] = []
            if chance(60) { changes += try newVersion() }
            for _ in 0..<Int.random(in: 0...2, using: &random) { changes.append(try remark()) }
            tip = try commit(changes, onto: tip)
        }
        return AuditEntry.Update(ref: "refs/heads/main", old: old, new: tip)
    }

    private func newVersion() throws -> [TreeChange] {
        let model = chance(15) ? ModelName(stringLiteral: "made/m\(number)") : anyModel()
        number += 1
        let version = (models[model] ?? 0) + 1
        models[model] = version
        let changes = [try put("\(model.folder)/version.yaml", record(version, fields()))]
        return try changes + (version == 1 ? [describe(model)] : [])
    }

    private func anyModel() -> ModelName { any(models.keys.sorted()) }

    private func fields() -> String {
        let all = [
            "description: \(any(["Retrained on cards", "naïve baseline", "third try"]))\n",
            "author: \(any(["alice@example.com", "dan@example.com"]))\n",
            "created: 2026-0\(Int.random(in: 1...9, using: &random))-11T00:00:00Z\n",
            "framework: {name: \(any(["PyTorch", "jax"])), version: 2.40}\n",
            "parameters: {depth: \(Int.random(in: 1...9, using: &random)), kind: deep, x: inf}\n",
            """
            evaluations:
              - {dataset: a, slice: {region: eu}, metrics: {auc: 0.1}}
              - {dataset: b, metrics: {auc: 0.\(Int.random(in: 1...9, using: &random)), f1: 1}}
              - {dataset: c, metrics: {auc: 0.2, fpr: 0.01}}

            """,
            "source: {repository: \"https://x\", commit: abc}\nrun: {id: r1, experiment: e}\n",
            "datasets: [{name: b, version: \"3\", role: train}, {name: d}]\n",
            "base: [fraud/detector@v1, \"hf:org/model@abc\", odd]\n",
        ]
        return all.filter { _ in chance(50) }.joined()
    }

    private func describe(_ model: ModelName) throws -> TreeChange {
        let lines = [
            "description: Scores \(number)\n", "license: \(any(["mit", "apache-2.0"]))\n",
            "risk: \(any(["low", "high"]))\n", "task: \(any(["ranking", "vision"]))\n",
            "owners: [\(any(["alice@example.com", "group:team"]))]\n",
            "tags: {domain: \(any(["payments", "fraud"]))}\n",
            "aliases: {champion: \(Int.random(in: 1...3, using: &random))}\n",
        ].filter { _ in chance(60) }
        number += 1
        return try put(
            "\(model.folder)/model.yaml", manifest(model.description, lines.joined()))
    }

    /// Something said of a model or a version: of one that is not there yet, too.
    private func remark() throws -> TreeChange {
        let model = anyModel()
        let version = Int.random(in: 1...((models[model] ?? 0) + 1), using: &random)
        let path = "\(model.folder)/annotations/v\(version).yaml"
        let state = any(["active", "deprecated", "archived", "yanked"])
        return switch Int.random(in: 0..<6, using: &random) {
        case 0: try describe(model)
        case 1: try put("\(model.folder)/README.md", "# Card \(number)\n")
        case 2: .remove(path)
        case 3: try put("\(model.folder)/notes.txt", "\(number)")
        default:
            try put(
                path,
                """
                schema: cairn.annotations/v1
                state: \(state)
                tags: {note: n\(number)}
                evaluations: [{dataset: z, metrics: {f1: 0.5, late: 0.7}}]

                """)
        }
    }
}

extension RandomHistory {
    private func moveStage() throws -> AuditEntry.Update? {
        let (stage, model) = (any(["staging", "production"] as [StageName]), anyModel())
        let old = try catalog.tip(.stage(stage, model))
        let new: ObjectID
        if let old {
            new = try commit([try content(of: model)], onto: old)
        } else {
            let open = try commit([try put(".gitattributes", "x")], onto: nil)
            new = chance(50) ? open : try commit([try content(of: model)], onto: open)
        }
        return AuditEntry.Update(
            ref: "refs/heads/stages/\(stage)/\(model)", old: old ?? .zero, new: new)
    }

    /// What a stage shows next: a version of the model, or nothing.
    private func content(of model: ModelName) throws -> TreeChange {
        let shown = models[model] ?? 0
        guard shown > 0, chance(85) else { return .remove(model.folder) }
        let version = Int.random(in: 1...shown, using: &random)
        return try put("\(model.folder)/version.yaml", record(version))
    }

    private func entry(_ updates: [AuditEntry.Update]) throws -> AuditEntry {
        number += 1
        return AuditEntry(
            schema: .current, number: number, intent: "intent-\(number)",
            received: Date(timeIntervalSince1970: clock), actor: "carol@example.com",
            authentication: .claimed, subject: nil, updates: updates, certificate: nil,
            policy: try catalog.snapshot().commit, versions: [], verdicts: [])
    }

    private func log(_ entry: AuditEntry) throws {
        let receipt = try encodeJSON(entry.receipt, pretty: false)
        let note = try catalog.repository.writeBlob(receipt)
        let text = String(decoding: try encodeJSON(entry), as: UTF8.self)
        let changes = [try put("entry.json", text)] + entry.facts.map { .put($0.path, .file, note) }
        let old = try catalog.tip(.auditLog)
        try set("refs/audit/log", to: try commit(changes, onto: old))
    }

    private func intent(_ entry: AuditEntry) throws -> Intent {
        let mark = "{\"boot\":\"\",\"pid\":1,\"started\":\"never\"}"
        return Intent(
            entry: entry, evidence: ReadEvidence(),
            process: try decodeJSON(ProcessMark.self, from: Array(mark.utf8), what: "the mark"),
            objectFolders: [])
    }
}
