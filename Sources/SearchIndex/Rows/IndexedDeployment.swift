package import RegistryCore

/// One transition of a stage.
package struct IndexedDeployment: Equatable, Sendable {
    /// 1, 2, 3… along the stage's branch, after its open commit.
    package let position: Int64
    package let commit: ObjectID
    /// When the registry received it, in seconds since 1970; where `isClaimed`, when its commit
    /// says it was made.
    package let at: Int64
    package let isClaimed: Bool
    package let kind: Transition.Kind
    /// What the stage showed from then on; `nil` after a retirement.
    package let number: VersionNumber?
    /// What it showed before.
    package let previous: VersionNumber?
    /// Who completed it.
    package let person: String

    package init(
        position: Int64, commit: ObjectID, at: Int64, isClaimed: Bool, kind: Transition.Kind,
        number: VersionNumber?, previous: VersionNumber?, person: String
    ) {
        self.position = position
        self.commit = commit
        self.at = at
        self.isClaimed = isClaimed
        self.kind = kind
        self.number = number
        self.previous = previous
        self.person = person
    }
}

/// A deployment from which a stage's log is gone on with.
package struct SettledDeployment: Equatable, Sendable {
    package let position: Int64
    package let commit: ObjectID
    package let number: VersionNumber?
}
