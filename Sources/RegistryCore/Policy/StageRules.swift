package import FoundationEssentials

/// What one stage demands of a version, and of the people who move it.
package struct StageRules: Hashable, Sendable, Codable {
    package var name: StageName
    /// The stage that must hold the version, or have held it, first.
    package var after: StageName?
    package var approvals: Rules<ApprovalRule>?
    /// Who may propose and complete a promotion; a contributor if nothing is said.
    package var promote: Rules<RoleRule>?
    /// Who may roll back or retire without new approvals; a maintainer if nothing is said.
    package var rollback: Rules<RoleRule>?
    /// Whether the version's authors and the proposer do not count as approvers; yes if nothing
    /// is said.
    package var separation: Rules<Bool>?
    package var approvalsExpire: Rules<TimeSpan>?
    /// What whoever approves has to look at.
    package var checklist: Rules<ChecklistRule>?
    package var checks: Rules<CheckRule>?
    package var requires: Rules<RequiredField>?
    /// Headings that the model card must have.
    package var card: Rules<String>?
    package var metrics: Rules<MetricRule>?
    package var artifacts: Rules<ArtifactRule>?
    package var fairness: Rules<FairnessRule>?
    /// SPDX identifiers, of which the model's licence must be one.
    package var licenses: Rules<String>?
    package var freeze: Rules<FreezeRule>?
    /// Who may promote against all this; nobody if nothing is said.
    package var breakGlass: Rules<BreakGlassRule>?
    /// The models for which all of the above holds.
    package var when: Condition?

    enum CodingKeys: String, CodingKey {
        case name, after, approvals, promote, rollback, separation
        case approvalsExpire = "approvals_expire"
        case checklist, checks, requires, card, metrics, artifacts, fairness, licenses, freeze, when
        case breakGlass = "break_glass"
    }
}

/// How many people of which group must approve.
package struct ApprovalRule: Hashable, Sendable, Codable {
    package var count: Int
    package var from: Who
}

/// The least role that may do a thing.
package struct RoleRule: Hashable, Sendable, Codable {
    package var by: Role
}

/// A bound on one metric, absolute or against what the stage holds now.
package struct MetricRule: Hashable, Sendable, Codable {
    package var name: String
    package var dataset: String?
    package var split: String?
    package var slice: [String: String]?
    package var min: Double?
    package var max: Double?
    /// How much lower than what the stage holds now it may be.
    package var maxDrop: Double?
    /// How much higher than what the stage holds now it may be.
    package var maxRise: Double?

    enum CodingKeys: String, CodingKey {
        case name, dataset, split, slice, min, max
        case maxDrop = "max_drop"
        case maxRise = "max_rise"
    }
}

/// Artifacts that a version must have.
package struct ArtifactRule: Hashable, Sendable, Codable {
    package var required: [ArtifactPath]
}

/// How far apart one metric may lie between the slices of a data set.
package struct FairnessRule: Hashable, Sendable, Codable {
    package var metric: String
    /// The slice's key, such as `region`.
    package var slice: String
    package var dataset: String?
    package var split: String?
    package var maxGap: Double

    enum CodingKeys: String, CodingKey {
        case metric, slice, dataset, split
        case maxGap = "max_gap"
    }
}

/// A time in which nothing is promoted; both days belong to it, in UTC.
package struct FreezeRule: Hashable, Sendable, Codable {
    package var from: Day
    package var to: Day
    package var except: Who?

    /// Whether `instant` lies inside.
    package func covers(_ instant: Date) -> Bool {
        instant >= from.start && instant < to.start.addingTimeInterval(86_400)
    }
}

/// A calendar day, written `2026-12-20`, in UTC.
package struct Day: Hashable, Sendable, Codable, CustomStringConvertible {
    /// Midnight at its beginning.
    package let start: Date
    private let text: String

    package init?(parsing text: String) {
        guard text.utf8.count == 10, let start = Date(timestamp: text + "T00:00:00Z") else {
            return nil
        }
        self.start = start
        self.text = text
    }

    package var description: String { text }

    package init(from decoder: any Decoder) throws {
        self = try decodeText(
            from: decoder, rule: "no day: write 2026-12-20", Self.init(parsing:))
    }

    package func encode(to encoder: any Encoder) throws {
        try encodeText(text, to: encoder)
    }
}

/// A check that a version must have passed.
package struct CheckName: TextualName {
    private let text: String

    package static let noun = "a check"
    package static let grammar = StageName.grammar
    /// The one check that every registry runs itself: the store holds every byte.
    package static let integrity = CheckName(text: "integrity")
    /// What the registry runs where a stage asks for it: nothing in the artifacts harms those who
    /// load them.
    package static let scan = CheckName(text: "scan")

    /// What the registry runs where a stage asks for it: of the packages that the version records
    /// none is known to be vulnerable.
    package static let vulnerabilities = CheckName(text: "vulnerabilities")
    /// What is found in the bytes themselves.
    package static let ofBytes: Set<CheckName> = [integrity, scan]
    /// What the registry runs itself, so that nobody can report it.
    package static let own: Set<CheckName> = [integrity, scan, vulnerabilities]

    private init(text: String) {
        self.text = text
    }

    package init?(parsing text: some StringProtocol) {
        guard StageName(parsing: text) != nil else { return nil }
        self.text = String(text)
    }

    package var description: String { text }
}
