import Artifacts
package import RegistryCore

/// What is to be done about one artifact that somebody wants moved.
package enum TransferDecision: Hashable, Sendable {
    /// It is to be moved.
    case move
    /// It is where it is wanted, as far as this caller may know.
    case skip
    /// There is none, or none for this caller.
    case absent
    /// It has more than `limit` bytes, which the policy allows no artifact.
    case tooLarge(limit: Int64)
}

extension ServedCatalog {
    /// What is to be done about each of these. Whether `caller` may do so at all was asked before.
    package func decisions(
        on operation: ArtifactOperation, of pointers: [Pointer], by caller: Caller
    ) async throws(RegistryError) -> [Pointer: TransferDecision] {
        var held = try await readable(pointers, by: caller)
        if operation == .upload { held.subtract(try await damaged(held)) }
        let limit = try policy().effectiveLimits.artifactBytes
        return pointers.reduce(into: [:]) { decisions, pointer in
            let isHeld = held.contains(pointer)
            decisions[pointer] =
                switch operation {
                case .download: isHeld ? .move : .absent
                case .upload where pointer.size > limit: .tooLarge(limit: limit)
                // Whoever may not read it has to show that they have it.
                case .upload: isHeld ? .skip : .move
                }
        }
    }

    /// Whether the store has an artifact that nobody needs to bring again.
    func holds(_ pointer: Pointer) async throws(RegistryError) -> Bool {
        guard try await size(of: pointer.digest) == pointer.size else { return false }
        return try await damaged([pointer]).isEmpty
    }

    /// What of this has to be brought again.
    private func damaged(_ pointers: Set<Pointer>) async throws(RegistryError) -> [Pointer] {
        let store = try store()
        do {
            return try await inParallel(
                Array(pointers), .lookups
            ) { (pointer) async throws(StoreError) -> Pointer? in
                try await store.isDamaged(pointer.digest) ? pointer : nil
            }.compactMap(\.self)
        } catch {
            throw explain(error)
        }
    }
}
