/// The tag that carries one signed decision about one proposal.
package struct ApprovalName: Hashable, Sendable, CustomStringConvertible {
    package let stage: StageName
    package let model: ModelName
    package let proposal: ObjectID
    package let person: Person
    /// 1, 2, 3… per person and proposal; the highest stands.
    package let number: Int

    package init(
        stage: StageName, model: ModelName, proposal: ObjectID, person: Person, number: Int
    ) {
        self.stage = stage
        self.model = model
        self.proposal = proposal
        self.person = person
        self.number = number
    }

    /// The tag's name, below `refs/tags/`.
    package var description: String {
        "approvals/\(stage)/\(model)/\(proposal)/\(person)/\(number)"
    }

    /// The prefix under which every decision on `proposal` lies, ending in a slash.
    package static func folder(
        stage: StageName, model: ModelName, proposal: ObjectID
    ) -> String {
        "refs/tags/approvals/\(stage)/\(model)/\(proposal)/"
    }
}

/// The tag that carries one signed report of one check of one proposal.
package struct CheckTag: Hashable, Sendable, CustomStringConvertible {
    package let stage: StageName
    package let model: ModelName
    package let proposal: ObjectID
    package let check: CheckName
    /// 1, 2, 3… per check and proposal; the highest stands.
    package let number: Int

    package init(
        stage: StageName, model: ModelName, proposal: ObjectID, check: CheckName, number: Int
    ) {
        self.stage = stage
        self.model = model
        self.proposal = proposal
        self.check = check
        self.number = number
    }

    /// The tag's name, below `refs/tags/`.
    package var description: String { "checks/\(stage)/\(model)/\(proposal)/\(check)/\(number)" }

    /// The prefix under which every report on `proposal` lies, ending in a slash.
    package static func folder(
        stage: StageName, model: ModelName, proposal: ObjectID
    ) -> String {
        "refs/tags/checks/\(stage)/\(model)/\(proposal)/"
    }
}
