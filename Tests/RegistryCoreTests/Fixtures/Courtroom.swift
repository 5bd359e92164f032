import FoundationEssentials
import RegistryCore

// The people of every judgement. Alice and Bob may contribute, Mia maintains, Ada administers;
// Carol, Dan and Erin are the leads, Rita is the risk office, and Zoe is nobody in particular.
let alice: Person = "alice@example.com"
let bob: Person = "bob@example.com"
let mia: Person = "mia@example.com"
let ada: Person = "ada@example.com"
let carol: Person = "carol@example.com"
let dan: Person = "dan@example.com"
let erin: Person = "erin@example.com"
let rita: Person = "rita@example.com"
let zoe: Person = "zoe@example.com"

/// The model that everything is about, and the instant at which it is judged.
let detector: ModelName = "fraud/detector"
let noon = instant("2026-11-20T12:00:00Z")
let oneDay: TimeInterval = 86_400

/// A policy of two stages whose production has `rules`, members of a JSON object.
func policy(_ rules: String = "") throws -> Policy {
    try decode(
        """
        {'schema': 'cairn.registry/v1', 'registry': 'acme', 'id': '7f3a',
         'groups': {'leads': ['carol@example.com', 'dan@example.com', 'erin@example.com'],
                    'risk': ['rita@example.com', 'erin@example.com'],
                    'team': ['alice@example.com', 'bob@example.com']},
         'access': [{'who': '*', 'role': 'viewer'},
                    {'who': 'group:team', 'role': 'contributor', 'namespaces': ['fraud']},
                    {'who': 'mia@example.com', 'role': 'maintainer', 'namespaces': ['fraud']},
                    {'who': 'ada@example.com', 'role': 'admin'}],
         'stages': [{'name': 'staging'},
                    {'name': 'production'\(rules.isEmpty ? "" : ", " + rules)}]}
        """)
}

/// Version `number` of the detector as its own tree has it: nothing recorded, nobody's.
func candidate(_ number: Int = 4) -> Candidate {
    Candidate(
        version: VersionManifest(version: VersionNumber(number)),
        model: ModelManifest(name: detector))
}

/// What is known when Bob promotes version 4, by nobody's hand, into an empty stage.
func openCase() -> Evidence {
    var evidence = Evidence(now: noon, actor: bob)
    evidence.candidate = candidate()
    return evidence
}

/// The verdict on moving `stage` to version 4 under `rules`, once `change` has spoiled the case.
func judge(
    _ rules: String = "", _ kind: Transition.Kind = .promote, in stage: StageName = "production",
    _ change: (inout Evidence) -> Void = { _ in }
) throws -> Verdict {
    var evidence = openCase()
    change(&evidence)
    let transition = Transition(
        model: detector, stage: stage, kind: kind, version: VersionNumber(4), commit: object("c"),
        base: object("b"))
    return try policy(rules).verdict(on: transition, given: evidence)
}

/// A decision that the registry received a day ago.
func decision(
    _ verb: Decision.Verb, by person: Person, number: Int = 1,
    received: Date = noon.addingTimeInterval(-oneDay), expires: Date? = nil
) -> Decision {
    Decision(
        person: person, number: number, verb: verb, received: received, expires: expires,
        fingerprint: "SHA256:\(person)")
}

/// One first approval by each of `people`.
func approvals(by people: Person...) -> [Decision] {
    people.map { decision(.approve, by: $0) }
}

extension Verdict {
    /// The codes of all objections, in the order in which they were raised.
    var codes: [ErrorCode] { objections.map(\.code) }
}

/// Decisions of `person`, numbered from one.
func history(of person: Person, _ verbs: [Decision.Verb]) -> [Decision] {
    verbs.enumerated().map { decision($1, by: person, number: $0 + 1) }
}

/// What `main` says of a version after it was registered.
func annotations(_ state: Annotations.State? = nil, _ evaluations: [Evaluation]? = nil)
    -> Annotations
{
    var annotations = Annotations()
    annotations.state = state
    annotations.evaluations = evaluations
    return annotations
}

/// What was measured of `metrics`, on the payments' test split if nothing else is said.
func measured(
    _ metrics: [String: Double], on dataset: String = "payments", split: String? = "test",
    slice: [String: String]? = nil
) -> Evaluation {
    Evaluation(dataset: dataset, split: split, slice: slice, metrics: metrics)
}

extension Candidate {
    /// Makes `main` differ from the version's own tree by `change`, as a later edit would.
    mutating func edit(_ change: (inout ModelManifest) -> Void) {
        var edited = modelNow ?? model
        change(&edited)
        modelNow = edited
    }
}
