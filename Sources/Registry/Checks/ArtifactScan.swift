import Artifacts
import RegistryCore
import Scan

/// Looks at a version's artifacts where they lie, for what could harm those who load them.
struct ArtifactScan {
    let store: any ArtifactStore
    let records: ScanRecords

    /// Findings that a person is told of at once.
    private static let told = 3

    /// What the check `scan` comes to for a version whose artifacts the store has.
    func outcome(of record: VersionRecord) async throws(RegistryError) -> CheckOutcome {
        var found: [ScanReport.Found] = []
        for (path, pointer) in record.artifacts.sorted(by: { "\($0.key)" < "\($1.key)" }) {
            let kind = FileKind(ofName: "\(path)")
            found += try await findings(in: pointer, as: kind).map {
                ScanReport.Found("artifacts/\(path)", $0)
            }
        }
        guard !found.isEmpty else { return .passed }
        let told = found.prefix(Self.told).map(\.line).joined(separator: " ")
        let rest = found.count > Self.told ? " And \(found.count - Self.told) more." : ""
        return .failed(told + rest)
    }

    private func findings(
        in pointer: Pointer, as kind: FileKind
    ) async throws(RegistryError) -> [ScanFinding] {
        guard pointer.size > 0 else { return [] }
        if let known = records.findings(in: pointer.digest, as: kind) { return known }
        do throws(StoreError) {
            let found = try await FileScanner(ScanSource(pointer, in: store)).findings(as: kind)
            records.note(found, in: pointer.digest, as: kind)
            return found
        } catch {
            throw explain(error)
        }
    }
}

extension Catalog {
    /// The outcomes of the checks that the registry runs itself: the store holds every byte of the
    /// version, and where the stage asks for it, nothing in them harms those who load them.
    func builtInChecks(
        of record: VersionRecord, for stage: StageName, at snapshot: Snapshot,
        _ artifacts: ArtifactPresence,
        in store: () async throws(RegistryError) -> any ArtifactStore
    ) async throws(RegistryError) -> [CheckName: CheckOutcome] {
        let integrity = try await integrity(of: record, artifacts)
        var outcomes = [CheckName.integrity: integrity]
        let rules = try policy(at: snapshot).rules(for: stage)
        let isScanned = rules?.checks?.entries.contains { $0.rule == .scan } ?? false
        guard isScanned else { return outcomes }
        guard integrity == .passed else {
            outcomes[.scan] = .failed("its artifacts can't be had, so nobody can look at them.")
            return outcomes
        }
        outcomes[.scan] = try await ArtifactScan(
            store: try await store(), records: ScanRecords(of: self)
        ).outcome(of: record)
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
