package import RegistryCore

/// One metric in two versions; at least one of the two is there.
package struct MetricChange: Hashable, Encodable, Sendable {
    /// `auc on payments/test {region: eu}`
    package let metric: String
    package let old: Double?
    package let new: Double?
}

/// One artifact that differs between two versions.
package struct ArtifactChange: Hashable, Encodable, Sendable {
    package let path: ArtifactPath
    package let old: PointerReport?
    package let new: PointerReport?
}

/// An artifact's digest and length, as programs read them.
package struct PointerReport: Hashable, Encodable, Sendable {
    package let sha256: Digest
    /// Length in bytes.
    package let size: Int64

    init(_ pointer: Pointer) {
        sha256 = pointer.digest
        size = pointer.size
    }
}

/// Every metric that either version records, by name.
func metricChanges(
    from old: VersionManifest?, to new: VersionManifest
) -> [MetricChange] {
    let before = metrics(of: old), after = metrics(of: new)
    return Set(before.keys).union(after.keys).sorted().map { metric in
        MetricChange(metric: metric, old: before[metric], new: after[metric])
    }
}

private func metrics(of manifest: VersionManifest?) -> [String: Double] {
    var values: [String: Double] = [:]
    for evaluation in manifest?.evaluations ?? [] {
        let slice = (evaluation.slice ?? [:]).sorted { $0.key < $1.key }
            .map { "\($0.key): \($0.value)" }.joined(separator: ", ")
        let place =
            evaluation.dataset + (evaluation.split.map { "/\($0)" } ?? "")
            + (slice.isEmpty ? "" : " {\(slice)}")
        for (name, value) in evaluation.metrics {
            values["\(name) on \(place)"] = value
        }
    }
    return values
}

/// Every artifact that was added, removed or changed, by path.
func artifactChanges(
    from old: [ArtifactPath: Pointer], to new: [ArtifactPath: Pointer]
) -> [ArtifactChange] {
    Set(old.keys).union(new.keys).sorted()
        .filter { old[$0] != new[$0] }
        .map { path in
            ArtifactChange(
                path: path, old: old[path].map(PointerReport.init),
                new: new[path].map(PointerReport.init))
        }
}
