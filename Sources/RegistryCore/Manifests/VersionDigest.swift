/// What the digest of a version is the SHA-256 of: its name, its record and its artifacts.
///
/// It names a version without relying on SHA-1, and anyone can recompute it with `sha256sum` from
/// the files of a checkout.
package func versionDigestText(
    model: ModelName, version: VersionNumber, record: Pointer, artifacts: [ArtifactPath: Pointer]
) -> String {
    var text = "cairn.version-digest/v1 \(model) \(version.value)\n"
    text += "\(record.digest) \(record.size) version.yaml\n"
    for (path, pointer) in artifacts.sorted(by: { $0.key < $1.key }) {
        text += "\(pointer.digest) \(pointer.size) artifacts/\(path)\n"
    }
    return text
}
