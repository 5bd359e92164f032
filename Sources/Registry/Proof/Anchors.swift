import Git
import RegistryCore

/// The two ends that everything else hangs on: where `main` begins, and what the audit log is
/// signed with.
struct Anchors: Sendable {
    private let result: Result<(firstCommit: ObjectID, audit: AuditReport), RegistryError>

    /// Finds them in a catalog of its own; what goes wrong is kept for `found`.
    init(of place: CatalogPlace) async {
        do throws(RegistryError) {
            let catalog = try place.open()
            let firstCommit = try await catalog.firstCommit()
            result = .success((firstCommit, try await AuditReplay(catalog: catalog).checkEnds()))
        } catch {
            result = .failure(error)
        }
    }

    func found() throws(RegistryError) -> (firstCommit: ObjectID, audit: AuditReport) {
        try result.get()
    }
}

extension Catalog {
    /// The first commit of `main`.
    fileprivate func firstCommit() async throws(RegistryError) -> ObjectID {
        let output: GitOutput
        do {
            output = try await objectGit.require([
                "rev-list", "--first-parent", "--max-parents=0", "--end-of-options",
                .value(localName(.main)),
            ])
        } catch {
            throw explain(error, "main's first commit")
        }
        guard let first = ObjectID(parsing: output.line) else {
            throw RegistryError(
                .corrupt, "main has no first commit.", remedy: "Run `git fsck`.")
        }
        return first
    }
}
