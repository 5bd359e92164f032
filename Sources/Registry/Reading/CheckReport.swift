package import RegistryCore

/// What the registry would say of commits that have not been pushed.
package struct CheckReport: Encodable, Sendable {
    /// Whether the target would take them.
    package var ok: Bool { objections.isEmpty }
    /// The branch that they are for: `main` or `stages/<stage>/<namespace>/<name>`.
    package let target: String
    /// Where the branch is.
    package let base: ObjectID
    package let head: ObjectID
    /// The versions they would bring to `main`, or the one that the stage would show.
    package var versions: [String] = []
    /// What they would do to a stage; `nil` for `main`, and for what is no transition.
    package var kind: Transition.Kind?
    /// The people whose signed approval counts.
    package var approvers: [Person] = []
    package var objections: [Objection] = []
    /// What could not be looked at here, in full sentences.
    package var notes: [String] = []

    private enum CodingKeys: String, CodingKey {
        case ok, target, base, head, versions, kind, approvers, objections, notes
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(ok, forKey: .ok)
        try container.encode(target, forKey: .target)
        try container.encode(base, forKey: .base)
        try container.encode(head, forKey: .head)
        try container.encode(versions, forKey: .versions)
        try container.encodeIfPresent(kind, forKey: .kind)
        try container.encode(approvers, forKey: .approvers)
        try container.encode(objections, forKey: .objections)
        try container.encode(notes, forKey: .notes)
    }
}
