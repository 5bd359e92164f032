package import RegistryCore

/// What two versions don't have in common.
package struct VersionDifference: Encodable, Sendable {
    package let old: Side
    package let new: Side
    /// Every metric that one of the two records, whether or not it differs.
    package let metrics: [MetricChange]
    package let parameters: [FieldChange]
    package let artifacts: [ArtifactChange]
    /// The tensors in artifacts of both that are safetensors, GGUF or ONNX.
    package internal(set) var tensors: [TensorDifference] = []
    /// What else the records and the models' manifests, as of each version, say differently.
    package let fields: [FieldChange]
    /// The model card and small artifacts that are text.
    package internal(set) var texts: [TextChange] = []

    /// One of the two versions.
    package struct Side: Encodable, Sendable {
        package let model: ModelName
        package let version: VersionNumber
        package let commit: ObjectID
        /// The version digest, `sha256:` and 64 hex digits.
        package let digest: String

        init(_ record: VersionRecord) {
            model = record.model
            version = record.number
            commit = record.commit
            digest = "sha256:\(record.digest)"
        }
    }
}

/// A text file that differs.
package struct TextChange: Encodable, Sendable {
    /// Below the model's folder: `README.md`, `artifacts/labels.txt`.
    package let path: String
    /// The lines that differ, in the unified format without its file header.
    package let lines: [String]
}

extension TextChange {
    /// The lines in which two files differ; `nil` if there is none, or one of them is no text.
    init?(of path: String, from old: [UInt8], to new: [UInt8]) {
        guard old != new, let before = text(old), let after = text(new),
            let difference = LineDifference(from: before, to: after),
            !difference.unified.isEmpty
        else { return nil }
        self.init(path: path, lines: difference.unified)
    }
}

/// The bytes as text; `nil` for what is not UTF-8, or has NUL bytes as binary files do.
private func text(_ bytes: [UInt8]) -> String? {
    bytes.contains(0) ? nil : String(validating: bytes, as: UTF8.self)
}
