import Git
import Manifests
import RegistryCore
import SearchIndex

/// What `main` says of a model, and of its versions after they were registered.
struct ModelDescription: Sendable {
    let model: IndexedModel
    let remarks: [VersionNumber: IndexedRemarks]

    /// What there is in the model's folder; `nil` where there is no readable `model.yaml`.
    ///
    /// - Parameter numbers: The only versions whose remarks are wanted; `nil` for all that have
    ///   any.
    static func read(
        _ model: ModelName, in folder: ObjectID, remarksOn numbers: [VersionNumber]? = nil,
        from catalog: Catalog
    ) throws(RegistryError) -> ModelDescription {
        var manifest =
            try catalog.readable(ModelManifest.self, "model.yaml", in: folder)
            ?? ModelManifest(name: model)
        // The folder's name counts, whatever a host without Cairn's hooks let in.
        manifest.name = model
        let card = try catalog.file("README.md", in: folder).map(cardText)
        var remarks: [VersionNumber: IndexedRemarks] = [:]
        let annotated = try catalog.annotatedVersions(in: folder)
        for number in numbers ?? annotated {
            let path = "annotations/\(number).yaml"
            let annotations = try catalog.readable(Annotations.self, path, in: folder)
            remarks[number] = IndexedRemarks(annotations)
        }
        return ModelDescription(
            model: IndexedModel(manifest, card: card),
            remarks: remarks)
    }
}

/// How much of a card is searched, in bytes: what is written by hand is shorter.
private let longestCard = 64 << 10

private func cardText(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.prefix(longestCard), as: UTF8.self)
}

extension Catalog {
    /// The manifest at `path`; `nil` where there is none that can be read.
    fileprivate func readable<Value: Decodable>(
        _ type: Value.Type, _ path: String, in folder: ObjectID
    ) throws(RegistryError) -> Value? {
        guard let bytes = try file(path, in: folder) else { return nil }
        return try? readManifest(type, from: bytes, path: path)
    }

    fileprivate func annotatedVersions(
        in folder: ObjectID
    ) throws(RegistryError) -> [VersionNumber] {
        guard let entry = try entry(at: "annotations", in: folder), entry.mode.isTree else {
            return []
        }
        return try entries(of: entry.id).compactMap { $0.text.flatMap(annotatedVersion) }
    }
}
