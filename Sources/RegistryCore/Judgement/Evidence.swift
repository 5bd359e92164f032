package import FoundationEssentials

/// Everything a verdict may look at, as the refs held it before the push.
package struct Evidence: Sendable {
    /// When the registry received the transition.
    package var now: Date
    /// Who moves the stage; `nil` only offline, where nobody recorded it.
    package var actor: Person?
    /// How far the authentication of `actor` reaches.
    package var reach: Reach
    /// The version to be shown; `nil` for a retirement.
    package var candidate: Candidate?
    /// The version the stage shows now.
    package var held: Candidate?
    /// Which versions each stage of the model holds or has held.
    package var history: [StageName: Set<VersionNumber>]
    /// Everyone whom the proposal's record connects with it.
    package var proposers: Set<Person>
    /// Every decision on this very proposal, in any order.
    package var decisions: [Decision]
    /// The outcome of each check that ran; a check that did not run is absent.
    package var checks: [CheckName: CheckOutcome]
    /// What others reported of this very proposal, in any order.
    package var reports: [ReportedCheck]

    package init(now: Date, actor: Person?) {
        self.now = now
        self.actor = actor
        reach = .whole
        history = [:]
        proposers = []
        decisions = []
        checks = [:]
        reports = []
    }
}

/// A version as a gate sees it.
package struct Candidate: Sendable {
    package var version: VersionManifest
    /// The model's manifest in the version's own tree.
    package var model: ModelManifest
    package var artifacts: [ArtifactPath: Pointer]
    /// The headings of the model card in the version's own tree.
    package var headings: [String]
    /// Everyone whom the record connects with the version; naming somebody can only exclude.
    package var authors: Set<Person>
    /// What `main` says about the version and the model now; it can restrict, never help.
    package var annotations: Annotations?
    package var modelNow: ModelManifest?

    package init(
        version: VersionManifest, model: ModelManifest, artifacts: [ArtifactPath: Pointer] = [:],
        headings: [String] = [], authors: Set<Person> = []
    ) {
        self.version = version
        self.model = model
        self.artifacts = artifacts
        self.headings = headings
        self.authors = authors
    }

    /// What the conditions of rules look at: the model as the version's tree has it and, where its
    /// risk on `main` is higher now, the model with that risk too.
    ///
    /// The rules for both hold, so an edit of the risk adds demands and never takes one away.
    package var subjects: [Condition.Subject] {
        let recorded = Condition.Subject(
            name: model.name, risk: model.risk, task: model.task, tags: model.tags ?? [:])
        guard let now = modelNow?.risk, model.risk.map({ $0 < now }) ?? true else {
            return [recorded]
        }
        var raised = recorded
        raised.risk = now
        return [recorded, raised]
    }
}

/// One signed decision whose signature, key and fields have been checked.
package struct Decision: Hashable, Sendable, Codable {
    package var person: Person
    /// 1, 2, 3… per person and proposal.
    package var number: Int
    package var verb: Verb
    /// When the registry received it, never what the signer's clock said.
    package var received: Date
    package var expires: Date?
    /// `SHA256:…` of the key that signed it.
    package var fingerprint: String
    package var evidence: [String]
    /// What of the stage's checklist that person ticked.
    package var checked: [ChecklistText]
    /// Why that person broke the glass, if they did.
    package var reason: BreakGlassReason?

    /// What a person decided.
    package enum Verb: String, Hashable, Sendable, Codable, CaseIterable {
        case approve, reject, revoke
        /// To promote against the verdict, of those who may.
        case breakGlass = "break-glass"
    }

    package init(
        person: Person, number: Int, verb: Verb, received: Date, expires: Date? = nil,
        fingerprint: String, evidence: [String] = [], checked: [ChecklistText] = []
    ) {
        self.person = person
        self.number = number
        self.verb = verb
        self.received = received
        self.expires = expires
        self.fingerprint = fingerprint
        self.evidence = evidence
        self.checked = checked
    }
}

/// What a check found.
package enum CheckOutcome: Hashable, Sendable {
    case passed
    case failed(String)
    /// What is known of the packages that the version records; never nothing.
    case vulnerable([KnownVulnerability])
    /// Only the registry can run it, and does so before it lets anything through; whoever asks
    /// elsewhere is told so.
    case deferred
}
