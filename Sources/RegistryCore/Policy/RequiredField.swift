/// A field of a version's record, or of its model, that a stage demands: `datasets.digest`.
///
/// A field of a list is there when the list is not empty and every entry has it.
package struct RequiredField: TextualName {
    private let name: String

    package static let noun = "a required field"
    package static var grammar: String {
        "one of " + present.keys.sorted().joined(separator: ", ")
    }

    package init?(parsing text: some StringProtocol) {
        guard Self.present[String(text)] != nil else { return nil }
        name = String(text)
    }

    package var description: String { name }

    /// Whether the field says something in this version.
    package func isPresent(in version: VersionManifest, of model: ModelManifest) -> Bool {
        Self.present[name].map { $0(version, model) } ?? false
    }

    private typealias Test = @Sendable (VersionManifest, ModelManifest) -> Bool

    private static let present: [String: Test] = [
        "description": { version, _ in says(version.description) },
        "author": { version, _ in version.author != nil },
        "created": { version, _ in version.created != nil },
        "framework": { version, _ in says(version.framework?.name) },
        "framework.version": { version, _ in says(version.framework?.version) },
        "algorithm": { version, _ in says(version.algorithm) },
        "format": { version, _ in says(version.format) },
        "signature": { version, _ in version.signature != nil },
        "signature.inputs": { version, _ in version.signature?.inputs?.isEmpty == false },
        "signature.outputs": { version, _ in version.signature?.outputs?.isEmpty == false },
        "parameters": { version, _ in version.parameters?.isEmpty == false },
        "evaluations": { version, _ in version.evaluations?.isEmpty == false },
        "source.repository": { version, _ in says(version.source?.repository) },
        "source.commit": { version, _ in says(version.source?.commit) },
        "source.clean": { version, _ in version.source?.dirty == false },
        "run.id": { version, _ in says(version.run?.id) },
        "run.tracker": { version, _ in says(version.run?.tracker) },
        "run.experiment": { version, _ in says(version.run?.experiment) },
        "pipeline.name": { version, _ in says(version.pipeline?.name) },
        "pipeline.version": { version, _ in says(version.pipeline?.version) },
        "pipeline.run": { version, _ in says(version.pipeline?.run) },
        "datasets": { version, _ in every(version.datasets) { says($0.name) } },
        "datasets.version": { version, _ in every(version.datasets) { says($0.version) } },
        "datasets.role": { version, _ in every(version.datasets) { says($0.role) } },
        "datasets.uri": { version, _ in every(version.datasets) { says($0.uri) } },
        "datasets.digest": { version, _ in every(version.datasets) { says($0.digest) } },
        "datasets.owner": { version, _ in every(version.datasets) { says($0.owner) } },
        "datasets.source": { version, _ in every(version.datasets) { says($0.source) } },
        "datasets.split": { version, _ in every(version.datasets) { says($0.split) } },
        "environment.language": { version, _ in says(version.environment?.language) },
        "environment.container": { version, _ in says(version.environment?.container) },
        "environment.lockfile": { version, _ in says(version.environment?.lockfile) },
        "environment.packages": { version, _ in version.environment?.packages?.isEmpty == false },
        "compute.accelerator": { version, _ in says(version.compute?.accelerator) },
        "compute.energy_kwh": { version, _ in version.compute?.energyKWh != nil },
        "compute.co2_kg": { version, _ in version.compute?.co2Kg != nil },
        "preprocessing": { version, _ in version.preprocessing != nil },
        "base": { version, _ in version.base?.isEmpty == false },
        "license": { _, model in says(model.license) },
        "owners": { _, model in model.owners?.isEmpty == false },
        "task": { _, model in says(model.task) },
        "risk": { _, model in model.risk != nil },
        "model.description": { _, model in says(model.description) },
    ]
}

/// Whether `text` is there and not only white space.
private func says(_ text: String?) -> Bool {
    text?.contains { !$0.isWhitespace } ?? false
}

/// Whether there is at least one entry, and each passes `test`.
private func every<Entry>(_ entries: [Entry]?, _ test: (Entry) -> Bool) -> Bool {
    entries.map { !$0.isEmpty && $0.allSatisfy(test) } ?? false
}
