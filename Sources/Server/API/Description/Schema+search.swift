import RegistryCore

// What the search index finds: `cairn search` and `cairn lineage` tell of it too.
extension Schema {
    static let foundVersion = object(
        [
            "reference": text(), "model": modelName, "version": versionNumber,
            "commit": objectID, "created": time, "updated": time, "state": state, "latest": flag,
            "stages": list(pointer), "aliases": list(pointer), "metrics": map(number),
        ],
        optional: [
            "author": person, "framework": text(), "task": text(), "license": text(), "risk": risk,
            "description": text(),
        ])

    static let lineage = object(
        ["subject": named(.lineageSubject)],
        optional: ["up": named(.lineageTree), "down": named(.lineageTree)])

    static let lineageSubject = object(origin, optional: ofVersion)

    static let lineageTree = object(["nodes": list(named(.lineageNode)), "cut": flag])

    static let lineageNode = object(
        origin.merging(["next": list(named(.lineageNode)), "repeated": flag]) { $1 },
        optional: ofVersion.merging(["role": text(), "edition": text(), "digest": text()]) { $1 })

    private static let origin = [
        "kind": choice(["version", "dataset", "elsewhere"]), "name": text(),
    ]
    private static let ofVersion = ["model": modelName, "version": versionNumber]
}
