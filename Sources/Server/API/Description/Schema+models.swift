import RegistryCore

// Models and versions, as `cairn list`, `log` and `show` tell of them too.
extension Schema {
    static let model = object(
        [
            "model": modelName, "state": state, "stages": map(versionNumber),
            "aliases": map(versionNumber), "owners": list(text()), "tags": texts,
        ],
        optional: [
            "description": text(), "latest": versionNumber, "risk": risk, "task": text(),
            "license": text(),
        ])

    static let versionEntry = object([
        "model": modelName, "version": versionNumber, "commit": objectID, "created": time,
        "author": text(), "description": text(), "state": state, "stages": list(pointer),
        "aliases": list(pointer), "metrics": map(number),
    ])

    static let artifact = object(["path": text(), "sha256": sha256, "size": count])

    static let version = object(
        [
            "model": modelName, "version": versionNumber, "reference": text(),
            "commit": objectID, "digest": versionDigest, "state": state, "stages": list(pointer),
            "aliases": list(pointer), "artifacts": list(named(.artifact)),
            "evaluations": list(named(.evaluation)), "parameters": texts,
            "tags": texts,
            "comments": list(object(["author": person, "date": time, "text": text()])),
            "later_evaluations": list(named(.evaluation)),
        ], optional: record.merging(ofModel) { $1 })

    static let evaluation = object(
        ["dataset": text(), "metrics": map(number)],
        optional: ["split": text(), "slice": texts, "files": list(text())])

    /// What a version's own record may say (docs/format.md, version.yaml).
    private static let record: [String: Schema] = [
        "description": text(), "author": person, "created": time,
        "framework": object(["name": text()], optional: ["version": text()]),
        "algorithm": text(), "format": text(),
        "signature": object([:], optional: ["inputs": list(tensor), "outputs": list(tensor)]),
        "source": object(
            [:],
            optional: texts("repository", "commit", "path", "notebook") {
                ["dirty": flag]
            }),
        "run": object(
            [:],
            optional: texts("tracker", "id", "experiment", "url") {
                ["author": person, "started": time, "finished": time]
            }),
        "pipeline": object(
            [:],
            optional: texts("name", "version", "run") {
                ["parameters": texts]
            }),
        "datasets": list(
            object(
                ["name": text()],
                optional: texts(
                    "version", "role", "description", "uri", "digest", "owner", "source",
                    "split"))),
        "environment": object(
            [:],
            optional: texts("language", "container", "lockfile") {
                ["packages": texts]
            }),
        "compute": object(
            [:],
            optional: [
                "accelerator": text(), "count": integer(.min ... .max), "duration_seconds": number,
                "energy_kwh": number, "co2_kg": number,
            ]),
        "preprocessing": object([:], optional: texts("description", "path")),
        "base": list(text()), "extra": map(anything),
    ]

    private static let tensor = object(
        ["type": text()], optional: ["name": text(), "shape": list(Schema.integer(-1 ... .max))])

    /// What is said of the model as a whole.
    private static let ofModel: [String: Schema] = [
        "model_description": text(), "owners": list(text()), "license": text(), "risk": risk,
        "task": text(),
    ]

    private static func texts(
        _ names: String..., and more: () -> [String: Schema] = { [:] }
    ) -> [String: Schema] {
        Dictionary(uniqueKeysWithValues: names.map { ($0, text()) }).merging(more()) { $1 }
    }
}
