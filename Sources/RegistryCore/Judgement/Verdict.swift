/// What the policy says of a transition: allowed, or refused with all that stands in its way.
package struct Verdict: Hashable, Sendable, Codable {
    /// Empty when the transition may happen.
    package var objections: [Objection]
    /// What a reader should know all the same, in full sentences.
    package var notes: [String]
    /// The people whose approval was counted.
    package var approvers: [Person]
    /// That it is allowed only because somebody broke the glass.
    package var broken: BrokenGlass?

    package init(
        objections: [Objection] = [], notes: [String] = [], approvers: [Person] = []
    ) {
        self.objections = objections
        self.notes = notes
        self.approvers = approvers
    }

    /// Takes over what `other` says and this one does not yet.
    mutating func add(_ other: Verdict) {
        for objection in other.objections where !objections.contains(objection) {
            objections.append(objection)
        }
        for note in other.notes where !notes.contains(note) {
            notes.append(note)
        }
        broken = broken ?? other.broken
        approvers = Set(approvers).union(other.approvers).sorted()
    }

    /// Whether the transition may happen.
    package var isAllowed: Bool { objections.isEmpty }
}
