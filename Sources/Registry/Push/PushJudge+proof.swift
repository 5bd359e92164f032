import Git
import RegistryCore

extension PushJudge {
    /// Those of the artifacts that a push names which nobody behind it may read, nor has brought:
    /// for them the store does not have it.
    ///
    /// On a path there is nothing to prove: who pushes there reads the store's files.
    func unproven(_ pointers: Set<Pointer>) async throws(RegistryError) -> Set<Pointer> {
        guard [.server, .oidc].contains(push.authentication) else { return [] }
        let callers =
            [Caller.person(push.actor, push.reach, push.subject)]
            + [proposer].compactMap(\.self).map { .person($0, .whole) }
        var namespaces: Set<Namespace> = []
        var left = pointers.filter { $0.size > 0 }
        for caller in callers {
            guard let readable = policy.readableNamespaces(of: caller), let person = caller.person
            else { return [] }
            namespaces.formUnion(readable)
            let proven = ProvenArtifacts(of: person, catalog: catalog.directory)
            left = left.filter { !proven.contains($0.digest) }
        }
        guard !left.isEmpty else { return [] }
        // Seldom: the bytes of an artifact that was theirs to read before have another name now.
        var index = NamespaceIndex()
        try await index.refresh(namespaces, from: catalog)
        return left.filter { !index.names($0.digest, in: namespaces) }
    }
}
