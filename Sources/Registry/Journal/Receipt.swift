package import FoundationEssentials
import Git
package import RegistryCore

/// What the registry noted when it received something.
package struct Receipt: Hashable, Sendable, Codable {
    package let actor: Person
    package let authentication: Authentication
    package let received: Date
    /// The commit on `main` whose policy was in force.
    package let policy: ObjectID
    /// The number of the audit entry.
    package let entry: Int
    /// The blob with the push certificate, where there was one.
    package let certificate: ObjectID?
    /// Who made what came by a merge request, beside whoever merged it.
    package let contributors: [Person]?
}

/// Something that was received once and never changes; its receipt lies at `path` in the tree of
/// the audit log, so that looking one up costs no walk.
package enum Fact: Hashable, Sendable {
    case version(ModelName, VersionNumber)
    case approval(ApprovalName)
    case check(CheckTag)
    case proposal(StageName, ModelName, ObjectID)
    case transition(StageName, ModelName, ObjectID)

    /// Where the receipt lies in the audit log's tree.
    package var path: String {
        switch self {
        case .version(let model, let number): "versions/\(model)/\(number)"
        case .approval(let name): "\(name)"
        case .check(let tag): "\(tag)"
        case .proposal(let stage, let model, let id): "proposals/\(stage)/\(model)/\(id)"
        case .transition(let stage, let model, let id): "transitions/\(stage)/\(model)/\(id)"
        }
    }
}

extension Catalog {
    /// The receipt of `fact`; `nil` when there was no audit log at hand, or none of the fact in it.
    package func receipt(_ fact: Fact, at snapshot: Snapshot) throws(RegistryError) -> Receipt? {
        try snapshot.log.flatMap { log throws(RegistryError) in try receipt(fact, in: log) }
    }

    /// The receipt of `fact` in a tree of the audit log; `nil` if it has none.
    func receipt(_ fact: Fact, in log: ObjectID) throws(RegistryError) -> Receipt? {
        try parsed(fact.path, in: log) { bytes throws(RegistryError) in
            try decodeJSON(Receipt.self, from: bytes, what: "the receipt \(fact.path)")
        }
    }
}
