import FoundationEssentials
import RegistryCore
import Support

@testable import SearchIndex

/// A few models with some versions, at random, over the words that `RandomQuery` asks for; and all
/// that a query can ask of each, told apart from the index.
struct RandomCatalog {
    private var random: SplitMix
    private var place: Int64 = 0
    private var models: [ModelName: Entry] = [:]

    fileprivate struct Entry {
        var model: IndexedModel
        var versions: [Version] = []
        var stages: [StageName: VersionNumber] = [:]
    }

    fileprivate struct Version {
        let row: IndexedVersion
        var remarks: IndexedRemarks
        var updated: Int64
    }

    init(seed: UInt64) {
        random = SplitMix(seed: seed)
    }

    /// Every version by its place on `main`, as the plain evaluator takes it.
    var versions: [Int64: SearchableVersion] {
        var found: [Int64: SearchableVersion] = [:]
        for entry in models.values {
            for version in entry.versions { found[version.row.place] = searchable(version, entry) }
        }
        return found
    }

    /// Changes the catalog in `count` ways and writes each to the index.
    mutating func grow(by count: Int, into writer: IndexWriter) throws {
        for _ in 0..<count { try change(writer) }
    }

    private mutating func change(_ writer: IndexWriter) throws {
        guard let name = ModelName(parsing: pick(RandomQuery.World.models)) else { return }
        var entry = models[name] ?? Entry(model: model(name))
        switch Int.random(in: 0..<8, using: &random) {
        case 0: entry.model = model(name)
        case 1: try remark(&entry, writer)
        case 2: try deploy(&entry, writer)
        default: try register(&entry, writer)
        }
        models[name] = entry
        try writer.put(entry.model, date: 0)
    }

    private mutating func register(_ entry: inout Entry, _ writer: IndexWriter) throws {
        place += Int64.random(in: 1...3, using: &random)
        let number = VersionNumber(entry.versions.count + 1)
        let row = IndexedVersion(
            place: place, model: entry.model.name, commit: .emptyTree, date: time(),
            manifest: manifest(number))
        try writer.register(row)
        entry.versions.append(Version(row: row, remarks: .none, updated: row.date))
    }

    private mutating func remark(_ entry: inout Entry, _ writer: IndexWriter) throws {
        guard let index = entry.versions.indices.randomElement(using: &random) else { return }
        let date = time()
        var annotations = Annotations()
        annotations.state = pick([.active, .archived, .yanked])
        annotations.tags = tags()
        annotations.evaluations = evaluations()
        entry.versions[index].remarks = IndexedRemarks(annotations)
        entry.versions[index].updated = date
        try writer.put(
            entry.versions[index].remarks, on: entry.versions[index].row.number,
            of: entry.model.name, date: date)
    }

    private mutating func deploy(_ entry: inout Entry, _ writer: IndexWriter) throws {
        guard let stage = StageName(parsing: pick(["staging", "production"])) else { return }
        let number = entry.versions.randomElement(using: &random)?.row.number
        entry.stages[stage] = number
        try writer.put(stage, of: entry.model.name, showing: number, tip: .emptyTree)
    }
}

extension RandomCatalog {
    private mutating func model(_ name: ModelName) -> IndexedModel {
        var manifest = ModelManifest(name: name)
        manifest.description = sometimes { $0.words() }
        manifest.task = sometimes { $0.value("task") }
        manifest.license = sometimes { $0.value("license") }
        manifest.risk = sometimes { $0.pick(Risk.allCases) }
        manifest.owners = ["alice@example.com", "group:fraud"].filter { _ in isHeads() }
            .compactMap { Who(parsing: $0) }
        manifest.tags = tags()
        var aliases: [AliasName: VersionNumber] = [:]
        for name in ["champion", "challenger"] where isHeads() {
            AliasName(parsing: name).map { aliases[$0] = number(3) }
        }
        manifest.aliases = aliases
        return IndexedModel(manifest, card: sometimes { $0.words() })
    }

    private mutating func manifest(_ number: VersionNumber) -> VersionManifest {
        var manifest = VersionManifest(version: number)
        manifest.description = sometimes { $0.words() }
        manifest.author = sometimes { Person(parsing: $0.value("author")) } ?? nil
        manifest.created = sometimes { Date(timeIntervalSince1970: Double($0.time())) }
        manifest.framework = sometimes { Framework(name: $0.value("framework")) }
        manifest.evaluations = evaluations()
        manifest.parameters = map(RandomQuery.World.parameters, RandomQuery.World.parameterValues)
        manifest.datasets = [sometimes { Dataset(name: $0.value("dataset")) }].compactMap(\.self)
        manifest.base = [sometimes { $0.value("base") }, sometimes { $0.value("base") }]
            .compactMap(\.self)
        manifest.run = Run()
        manifest.run?.id = sometimes { $0.value("run") }
        manifest.source = Source()
        manifest.source?.commit = sometimes { $0.value("code") }
        return manifest
    }

    private mutating func evaluations() -> [Evaluation] {
        var metrics: [String: Double] = [:]
        for name in RandomQuery.World.metrics where isHeads() {
            metrics[name] = pick([0, 0.5, 0.9, 0.95, -1_000])
        }
        let sliced = Evaluation(dataset: "corpus", slice: ["a": "b"], metrics: ["auc": 7])
        return [sliced, Evaluation(dataset: "payments-2026-11", metrics: metrics)]
    }

    private mutating func tags() -> [String: String] {
        map(RandomQuery.World.tags, RandomQuery.World.tagValues)
    }

    private mutating func map(_ keys: [String], _ values: [String]) -> [String: String] {
        var map: [String: String] = [:]
        for key in keys where isHeads() { map[key] = pick(values) }
        return map
    }

    /// One of five instants, so that many are the same.
    private mutating func time() -> Int64 {
        pick([1_790_812_799, 1_790_812_800, 1_790_856_000, 1_790_899_200, 1_795_132_800])
    }

    private mutating func words() -> String {
        (0..<Int.random(in: 1...5, using: &random))
            .map { _ in pick(RandomQuery.World.words) }.joined(separator: pick([" ", "-", ", "]))
    }

    private mutating func value(_ field: String) -> String {
        pick(RandomQuery.World.fields.first { $0.name == field }?.values ?? [])
    }

    private mutating func number(_ most: Int) -> VersionNumber {
        VersionNumber(Int.random(in: 1...most, using: &random))
    }

    private mutating func isHeads() -> Bool { random.next() & 1 == 0 }

    private mutating func sometimes<Value>(
        _ make: (inout RandomCatalog) -> Value
    ) -> Value? { isHeads() ? make(&self) : nil }

    private mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
        choices[Int.random(in: choices.indices, using: &random)]
    }
}

/// What the evaluator takes, made from the manifests and not from rows.
private func searchable(
    _ version: RandomCatalog.Version, _ entry: RandomCatalog.Entry
) -> SearchableVersion {
    let record = version.row.manifest, model = entry.model, number = version.row.number
    var found = SearchableVersion(
        model: model.name, created: version.row.created, updated: version.updated)
    found.isLatest = number == entry.versions.last?.row.number
    found.state = version.remarks.state
    found.texts = [
        .framework: [record.framework?.name], .task: [model.task], .license: [model.license],
        .risk: [model.risk?.rawValue], .run: [record.run?.id], .code: [record.source?.commit],
        .author: [record.author?.description],
    ].mapValues { $0.compactMap(\.self) }
    found.texts[.owner] = model.owners.map(\.description)
    found.texts[.stage] = entry.stages.filter { $0.value == number }.map(\.key.description)
    found.texts[.alias] = model.aliases.filter { $0.value == number }.map(\.key.description)
    found.texts[.dataset] =
        (record.datasets ?? []).map(\.name) + (record.evaluations ?? []).map(\.dataset)
    found.texts[.base] = version.row.bases.flatMap { [$0.reference, $0.name] }
    found.metrics = version.row.metrics.merging(version.remarks.metrics) { record, _ in record }
    found.parameters = record.parameters ?? [:]
    found.tags = model.tags.merging(version.remarks.tags) { $1 }
    let tags = [model.tags, version.remarks.tags].map {
        $0.sorted { $0.key < $1.key }.map { "\($0) \($1)" }.joined(separator: "\n")
    }
    found.prose =
        [model.name.description, model.description, model.card, record.description]
        .compactMap(\.self) + tags
    return found
}
