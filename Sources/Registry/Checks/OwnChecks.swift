import Artifacts
import RegistryCore

extension Catalog {
    /// The outcomes of the checks that the registry runs itself: the store holds every byte of the
    /// version, and what the stage asks for beside that.
    ///
    /// - Parameter isPreview: Whether this is not the registry, whose own settings some need.
    func builtInChecks(
        of record: VersionRecord, for stage: StageName, at snapshot: Snapshot,
        isPreview: Bool = false, _ artifacts: ArtifactPresence,
        in store: () async throws(RegistryError) -> any ArtifactStore
    ) async throws(RegistryError) -> [CheckName: CheckOutcome] {
        let rules = try policy(at: snapshot).rules(for: stage)
        let asked = Set((rules?.checks?.entries ?? []).map(\.rule.name))
        let integrity = try await integrity(of: record, artifacts)
        var outcomes = [CheckName.integrity: integrity]
        if asked.contains(.scan) {
            outcomes[.scan] =
                integrity == .passed
                ? try await ArtifactScan(
                    store: try await store(), records: ScanRecords(of: self)
                ).outcome(of: record)
                : .failed("its artifacts can't be had, so nobody can look at them.")
        }
        if asked.contains(.vulnerabilities) {
            outcomes[.vulnerabilities] = try vulnerabilities(of: record, isPreview: isPreview)
        }
        return outcomes
    }
}

/// The check that every registry runs itself: the store holds every byte of the version.
private func integrity(
    of record: VersionRecord, _ artifacts: ArtifactPresence
) async throws(RegistryError) -> CheckOutcome {
    let problems = try await artifacts(Array(Set(record.artifacts.values)))
    guard let first = problems.first else { return .passed }
    return .failed("\(problems.count) of its artifacts can't be had. \(first.problem.message)")
}
