import RegistryCore

/// The schemas that the description has names for: one for each kind of thing that is answered.
enum SchemaName: String, Hashable, Sendable, CaseIterable {
    case registry = "Registry"
    case model = "Model"
    case versionEntry = "VersionEntry"
    case version = "Version"
    case artifact = "Artifact"
    case approval = "Approval"
    case outsideCheck = "OutsideCheck"
    case evaluation = "Evaluation"
    case stage = "Stage"
    case stageRules = "StageRules"
    case deployment = "Deployment"
    case shownModel = "ShownModel"
    case proposal = "Proposal"
    case objection = "Objection"
    case auditEntry = "AuditEntry"
    case policy = "Policy"
    case foundVersion = "FoundVersion"
    case lineage = "Lineage"
    case lineageSubject = "LineageSubject"
    case lineageTree = "LineageTree"
    case lineageNode = "LineageNode"
    case problem = "Problem"

    /// What such a thing looks like.
    var schema: Schema {
        switch self {
        case .registry: .registry
        case .model: .model
        case .versionEntry: .versionEntry
        case .version: .version
        case .artifact: .artifact
        case .approval: .approval
        case .outsideCheck: .outsideCheck
        case .evaluation: .evaluation
        case .stage: .stage
        case .stageRules: .stageRules
        case .deployment: .deployment
        case .shownModel: .shownModel
        case .proposal: .proposal
        case .objection: .objection
        case .auditEntry: .auditEntry
        case .policy: .policy
        case .foundVersion: .foundVersion
        case .lineage: .lineage
        case .lineageSubject: .lineageSubject
        case .lineageTree: .lineageTree
        case .lineageNode: .lineageNode
        case .problem: .problem
        }
    }
}
