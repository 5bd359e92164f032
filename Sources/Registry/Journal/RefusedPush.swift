package import FoundationEssentials
package import RegistryCore

/// A push that was refused, as the registry has noted it: for people to look at, and no proof.
package struct RefusedPush: Codable, Sendable {
    package let received: Date
    package let actor: Person
    package let authentication: Authentication
    /// At most 100 of them.
    package let updates: [AuditEntry.Update]
    /// Everything that stood in the way, at most 100.
    package let objections: [Objection]
}
