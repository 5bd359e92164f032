import Manifests
import RegistryCore

extension Registration {
    /// The record that the registration describes, its number still open.
    ///
    /// What was detected comes first, then the record it begins with, then the flags, and last
    /// what `--set` says; each layer replaces what it names in those below.
    func record(over detected: VersionManifest?) throws(RegistryError) -> VersionManifest {
        try requireOwnFields()
        do throws(ManifestError) {
            let lowest = ManifestDocument(
                encoding: detected ?? VersionManifest(version: .first), path: "version.yaml")
            var record = try withBase(lowest).decode(VersionManifest.self)
            apply(to: &record)
            var document = ManifestDocument(encoding: record, path: "version.yaml")
            for setting in settings { try document.set(setting.key, to: setting.text) }
            record = try document.decode(VersionManifest.self)
            record.removeCredentials()
            return record
        } catch {
            throw RegistryError([invalidManifest(error)])
        }
    }

    private func withBase(
        _ document: ManifestDocument
    ) throws(ManifestError) -> ManifestDocument {
        guard let base else { return document }
        var merged = document.merging(
            try ManifestDocument(parsing: base.bytes, path: base.path))
        // A record used again still says which version it was.
        try merged.set("version", to: "\(VersionNumber.first.value)")
        return merged
    }

    /// What the registry decides can't be set.
    private func requireOwnFields() throws(RegistryError) {
        guard let setting = settings.first(where: { ["schema", "version"].contains($0.key) }) else {
            return
        }
        throw RegistryError(
            .usage, "'\(setting.key)' is not yours to set: the registry numbers its versions.",
            remedy: "Leave `--set \(setting.key)=…` out.")
    }

    private func apply(to record: inout VersionManifest) {
        if let message { record.description = message }
        if let run {
            record.run = record.run ?? Run()
            record.run?.tracker = run.tracker
            record.run?.id = run.id
        }
        for dataset in datasets {
            record.datasets = record.datasets ?? []
            record.datasets?.add(dataset)
        }
        if !parameters.isEmpty {
            record.parameters = (record.parameters ?? [:]).merging(parameters) { $1 }
        }
        let usual = record.usualDataset
        for metric in metrics {
            record.evaluations = record.evaluations ?? []
            record.evaluations?.add(metric, usual: usual)
        }
        if let notebook {
            record.source = record.source ?? Source()
            record.source?.notebook = notebook.split(separator: "/").last.map(String.init)
        }
    }
}

extension [Dataset] {
    /// Adds a data set; one of the same name learns its version and digest instead.
    fileprivate mutating func add(_ dataset: Dataset) {
        guard let index = firstIndex(where: { $0.name == dataset.name }) else {
            return append(dataset)
        }
        self[index].version = dataset.version
        self[index].digest = dataset.digest ?? self[index].digest
    }
}

extension VersionManifest {
    /// Takes out of every address what would let a reader in.
    fileprivate mutating func removeCredentials() {
        if let repository = source?.repository {
            source?.repository = withoutCredentials(repository)
        }
        if let url = run?.url { run?.url = withoutCredentials(url) }
        datasets = datasets?.map { dataset in
            var dataset = dataset
            dataset.uri = dataset.uri.map(withoutCredentials)
            dataset.source = dataset.source.map(withoutCredentials)
            return dataset
        }
    }
}
