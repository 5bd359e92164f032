package import FoundationEssentials
package import RegistryCore

/// One person's word that they alone work on a file (git-lfs/docs/api/locking.md).
package struct ArtifactLock: Hashable, Sendable, Codable {
    package let id: String
    package let path: String
    package let owner: Owner
    package let lockedAt: Date

    /// Who took the lock.
    package struct Owner: Hashable, Sendable, Codable {
        package let name: Person
    }

    enum CodingKeys: String, CodingKey {
        case id, path, owner
        case lockedAt = "locked_at"
    }
}
