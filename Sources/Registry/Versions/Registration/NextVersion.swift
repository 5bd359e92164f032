import Git
import Manifests
import RegistryCore

/// The version that follows what `main` shows at one moment.
struct NextVersion {
    private let model: ModelName
    private let record: VersionManifest
    private let files: [ArtifactPath: Pointer]
    private let isNewModel: Bool
    private let workspace: Workspace

    /// Takes the next free number, and the last version's files if they are kept.
    init(
        of registration: Registration, record: VersionManifest, files: [ArtifactPath: Pointer],
        at snapshot: Snapshot, in workspace: Workspace
    ) throws(RegistryError) {
        let catalog = workspace.catalog
        model = registration.model
        self.workspace = workspace
        isNewModel = try catalog.model(model, in: snapshot.tree) == nil
        let last = try catalog.version(of: model, in: snapshot.tree, commit: snapshot.commit)
        self.record = record.numbered(last?.number.next ?? .first)
        let kept = registration.keepsFiles ? last?.artifacts ?? [:] : [:]
        self.files = kept.merging(files) { $1 }
    }

    /// The commit's message: the description or a plain sentence, then what it registers.
    var message: String {
        let text = record.description ?? "Register \(model) \(record.version)"
        return "\(text)\n\nModel: \(model)\nVersion: \(record.version.value)\n"
    }

    /// The model's folder with this version in place of the last one.
    ///
    /// - Parameter owner: Who owns a model that is new.
    func changes(owner: Who) throws(RegistryError) -> [TreeChange] {
        var changes: [TreeChange] = []
        if isNewModel {
            changes = try workspace.modelFiles(model, description: nil, owners: [owner])
        }
        changes.append(
            try workspace.writing(writeManifest(record), to: "\(model.folder)/version.yaml"))
        changes.append(.remove("\(model.folder)/artifacts"))
        for (path, pointer) in files {
            changes.append(
                try workspace.writing(pointer.encoded, to: "\(model.folder)/artifacts/\(path)"))
        }
        return changes
    }
}

extension VersionManifest {
    /// The record under another number.
    fileprivate func numbered(_ number: VersionNumber) -> VersionManifest {
        var record = self
        record.version = number
        return record
    }
}
