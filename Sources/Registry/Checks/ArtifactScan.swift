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
