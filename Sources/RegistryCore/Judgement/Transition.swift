/// One entry of a stage's log, proposed or made: which version the stage is to show next.
package struct Transition: Hashable, Sendable {
    package let model: ModelName
    package let stage: StageName
    package let kind: Kind
    /// The version that the stage shows afterwards; for a retirement, the one it showed before.
    package let version: VersionNumber
    /// The commit that is the transition.
    package let commit: ObjectID
    /// The stage's tip that it stands on.
    package let base: ObjectID

    package init(
        model: ModelName, stage: StageName, kind: Kind, version: VersionNumber, commit: ObjectID,
        base: ObjectID
    ) {
        self.model = model
        self.stage = stage
        self.kind = kind
        self.version = version
        self.commit = commit
        self.base = base
    }

    /// What a transition does, read from its structure and never from its message.
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case promote, rollback, retire

        /// The kind of a transition to `version`, or to nothing if that is `nil`, of a stage that
        /// `held` earlier versions and shows `current`.
        package init(
            to version: VersionNumber?, from current: VersionNumber?, held: Set<VersionNumber>,
            isYanked: Bool
        ) {
            guard let version else {
                self = .retire
                return
            }
            let isLower = current.map { version < $0 } ?? false
            self = isLower && held.contains(version) && !isYanked ? .rollback : .promote
        }
    }
}
