/// The message of a tag that reports how a check of a proposal ended.
package struct CheckStatement: ProposalStatement {
    /// What its objections call it.
    package static let kind = StatementKind.check

    package var check: CheckName
    package var outcome: ReportedCheck.Outcome
    package var registry: String
    package var stage: StageName
    package var model: ModelName
    package var version: VersionNumber
    package var versionDigest: Digest
    package var proposal: ObjectID
    package var base: ObjectID
    package var signer: Person
    package var number: Int
    /// Where more is said of it.
    package var url: WebAddress?
    /// What was measured, each thing once.
    package var figures: [CheckFigure]

    package init(
        check: CheckName, outcome: ReportedCheck.Outcome, registry: String, stage: StageName,
        model: ModelName, version: VersionNumber, versionDigest: Digest, proposal: ObjectID,
        base: ObjectID, signer: Person, number: Int
    ) {
        self.check = check
        self.outcome = outcome
        self.registry = registry
        self.stage = stage
        self.model = model
        self.version = version
        self.versionDigest = versionDigest
        self.proposal = proposal
        self.base = base
        self.signer = signer
        self.number = number
        figures = []
    }

    /// The tag that carries it.
    package var tagName: CheckTag {
        CheckTag(stage: stage, model: model, proposal: proposal, check: check, number: number)
    }

    package var ref: CatalogRef { .check(tagName) }

    package var message: String {
        let fields =
            [
                ("Check", "\(check)"), ("Outcome", outcome.rawValue), ("Registry", registry),
                ("Stage", "\(stage)"), ("Model", "\(model)"), ("Version", "\(version.value)"),
                ("Version-Digest", "sha256:\(versionDigest)"), ("Proposal", "\(proposal)"),
                ("Base", "\(base)"), ("Signer", "\(signer)"), ("Number", "\(number)"),
            ] + (url.map { [("URL", "\($0)")] } ?? []) + figures.map { ("Figure", "\($0)") }
        return subject + "\n\n" + fields.map { "\($0): \($1)\n" }.joined()
    }

    private var subject: String {
        "Report \(check) of \(model) \(version) for \(stage): \(outcome)"
    }
}

extension CheckStatement {
    /// The most figures of one report.
    private static let mostFigures = 50

    package init(parsing message: String) throws(RegistryError) {
        var fields = try StatementFields(parsing: message, of: Self.kind)
        check = try fields.take("Check") { CheckName(parsing: $0) }
        outcome = try fields.take("Outcome") { ReportedCheck.Outcome(rawValue: $0) }
        registry = try fields.take("Registry") { $0 }
        stage = try fields.take("Stage") { StageName(parsing: $0) }
        model = try fields.take("Model") { ModelName(parsing: $0) }
        version = try fields.take("Version") { VersionNumber(digits: $0) }
        versionDigest = try fields.takeDigest("Version-Digest")
        proposal = try fields.take("Proposal") { ObjectID(parsing: $0) }
        base = try fields.take("Base") { ObjectID(parsing: $0) }
        signer = try fields.take("Signer") { Person(parsing: $0) }
        number = try fields.take("Number") { VersionNumber(digits: $0)?.value }
        url = try fields.takeOptional("URL") { WebAddress(parsing: $0) }
        figures = try fields.takeEach("Figure") { CheckFigure(parsing: $0) }
        try fields.finish(subject)
        try requireClearFigures()
    }

    /// Refuses more figures than anybody reads, and two values of one.
    package func requireClearFigures() throws(RegistryError) {
        guard figures.count <= Self.mostFigures else {
            throw Self.kind.unreadable(
                "It has \(figures.count) figures, and \(Self.mostFigures) is the most.")
        }
        let names = figures.map(\.name)
        let twice = names.enumerated().first { names[..<$0].contains($1) }?.element
        guard let twice else { return }
        throw Self.kind.unreadable("The figure '\(twice)' stands there more than once.")
    }
}
