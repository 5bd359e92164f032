import Git
import RegistryCore

/// Which namespaces name an artifact in any of their versions: what those ask for who may read the
/// artifacts of some namespaces only.
///
/// Kept by version, since those never change; a version that has come since is read when it is
/// first asked for.
struct NamespaceIndex {
    private var digests: [Namespace: Set<Digest>] = [:]
    private var known: Set<ObjectID> = []

    /// Whether a version in one of `namespaces` names `digest`.
    func names(_ digest: Digest, in namespaces: Set<Namespace>) -> Bool {
        namespaces.contains { digests[$0]?.contains(digest) ?? false }
    }

    /// Takes in the versions of `namespaces` that are new.
    mutating func refresh(
        _ namespaces: Set<Namespace>, from catalog: Catalog
    ) async throws(RegistryError) {
        for namespace in namespaces {
            for (ref, commit) in try await catalog.refs(under: "refs/versions/\(namespace)/") {
                guard !known.contains(commit), case .version(let model, let number) = ref else {
                    continue
                }
                let record = try catalog.version(number, of: model, on: commit)
                digests[namespace, default: []].formUnion(
                    record.map { $0.artifacts.values.map(\.digest) } ?? [])
                known.insert(commit)
            }
        }
    }
}
