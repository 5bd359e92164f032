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
    /// What is to be done about `pointer`. Whether `caller` may do so at all was asked before.
    package func decision(
        on operation: ArtifactOperation, of pointer: Pointer, by caller: Caller
    ) async throws(RegistryError) -> TransferDecision {
        let isHeld = try await readableSize(of: pointer.digest, by: caller) == pointer.size
        guard operation == .upload else { return isHeld ? .move : .absent }
        let limit = try policy().effectiveLimits.artifactBytes
        guard pointer.size <= limit else { return .tooLarge(limit: limit) }
        // Whoever may not read it has to show that they have it.
        return isHeld ? .skip : .move
    }
}
