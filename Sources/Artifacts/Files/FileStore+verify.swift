import RegistryCore
import SystemPackage

extension FileStore {
    package func verify(progress: Progress) async throws(StoreError) -> Verification {
        var (report, found) = try await look()
        let reasons = try await inParallel(
            found, largestFirst: \.size
        ) { (artifact) async throws(StoreError) -> StoreError? in
            try await damage(of: artifact.digest, progress: progress)
        }
        for case (let artifact, let reason?) in zip(found, reasons) {
            report.damaged.append(.init(digest: artifact.digest, reason: reason))
        }
        return report
    }

    /// Everything that can be said about the store without reading an object.
    package func survey() async throws(StoreError) -> Verification {
        try await look().0
    }

    private func look() async throws(StoreError) -> (Verification, [StoredArtifact]) {
        try await blocking { () async throws(StoreError) in
            var report = Verification()
            var found: [StoredArtifact] = []
            try objects.walk { entry in
                switch entry {
                case .stray(let path): report.misplaced.append(path)
                case .object(let digest, _, let status):
                    found.append(StoredArtifact(digest, status))
                    guard status.linkCount > 1 else { return }
                    report.shared.append(.init(digest: digest, linkCount: status.linkCount))
                }
            }
            report.objects = found.count
            report.bytes = found.map(\.size).reduce(0, +)
            report.unfinished = try unfinished().map { $0.folder.path(of: $0.name) }
            return (report, found)
        }
    }

    /// Why an object is not what its name says; `nil` if it is, or is gone by now.
    private func damage(
        of digest: Digest, progress: Progress
    ) async throws(StoreError) -> StoreError? {
        do {
            try await blocking { () async throws(StoreError) in
                try await read(open(digest), as: digest, progress: progress) { _ in }
            }
            return nil
        } catch .missing {
            return nil
        } catch .interrupted {
            throw .interrupted
        } catch {
            return error
        }
    }
}
