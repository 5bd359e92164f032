package import FoundationEssentials

/// The message of an approval tag: every field that the signature binds.
package struct ApprovalStatement: ProposalStatement {
    /// What its objections call it.
    package static let kind = StatementKind.approval

    package var verb: Decision.Verb
    /// The registry's random id, not its label.
    package var registry: String
    package var stage: StageName
    package var model: ModelName
    package var version: VersionNumber
    package var versionDigest: Digest
    package var proposal: ObjectID
    package var base: ObjectID
    package var signer: Person
    package var number: Int
    package var expires: Date?
    /// Why the glass is broken, and nothing else.
    package var reason: BreakGlassReason?
    /// URLs or paths that the signer looked at.
    package var evidence: [String]
    /// What of the stage's checklist the signer has ticked.
    package var checked: [ChecklistText]
    /// What the signer says, one line each.
    package var comments: [String]

    package init(
        verb: Decision.Verb, registry: String, stage: StageName, model: ModelName,
        version: VersionNumber, versionDigest: Digest, proposal: ObjectID, base: ObjectID,
        signer: Person, number: Int
    ) {
        self.verb = verb
        self.registry = registry
        self.stage = stage
        self.model = model
        self.version = version
        self.versionDigest = versionDigest
        self.proposal = proposal
        self.base = base
        self.signer = signer
        self.number = number
        evidence = []
        checked = []
        comments = []
    }

    /// The tag that carries it.
    package var tagName: ApprovalName {
        ApprovalName(stage: stage, model: model, proposal: proposal, person: signer, number: number)
    }

    package var ref: CatalogRef { .approval(tagName) }

    /// The message to sign, ending in a line end.
    package var message: String {
        let fields =
            [
                ("Decision", verb.rawValue), ("Registry", registry), ("Stage", "\(stage)"),
                ("Model", "\(model)"), ("Version", "\(version.value)"),
                ("Version-Digest", "sha256:\(versionDigest)"), ("Proposal", "\(proposal)"),
                ("Base", "\(base)"), ("Signer", "\(signer)"), ("Number", "\(number)"),
            ] + (expires.map { [("Expires", $0.timestamp)] } ?? [])
            + (reason.map { [("Reason", "\($0)")] } ?? [])
            + evidence.map { ("Evidence", $0) } + checked.map { ("Checked", "\($0)") }
            + comments.map { ("Comment", $0) }
        return subject + "\n\n" + fields.map { "\($0): \($1)\n" }.joined()
    }

    private var subject: String {
        "\(verb.rawValue.capitalizedFirst) \(model) \(version) for \(stage)"
    }
}

extension ApprovalStatement {
    /// Reads a tag's message; says which line is wrong and what belongs there.
    ///
    /// Fields may stand in any order and only `Evidence`, `Checked` and `Comment` more than once: a
    /// message that could be read in two ways is no evidence.
    package init(parsing message: String) throws(RegistryError) {
        var fields = try StatementFields(parsing: message, of: Self.kind)
        verb = try fields.take("Decision") { Decision.Verb(rawValue: $0) }
        registry = try fields.take("Registry") { $0 }
        stage = try fields.take("Stage") { StageName(parsing: $0) }
        model = try fields.take("Model") { ModelName(parsing: $0) }
        version = try fields.take("Version") { VersionNumber(digits: $0) }
        versionDigest = try fields.takeDigest("Version-Digest")
        proposal = try fields.take("Proposal") { ObjectID(parsing: $0) }
        base = try fields.take("Base") { ObjectID(parsing: $0) }
        signer = try fields.take("Signer") { Person(parsing: $0) }
        number = try fields.take("Number") { VersionNumber(digits: $0)?.value }
        expires = try fields.takeOptional("Expires") { Date(timestamp: $0) }
        if verb == .breakGlass {
            reason = try fields.take("Reason") { BreakGlassReason(parsing: $0) }
        }
        evidence = fields.takeAll("Evidence")
        checked = try fields.takeEach("Checked") { ChecklistText(parsing: $0) }
        comments = fields.takeAll("Comment")
        try fields.finish(subject)
    }
}
