/// What somebody signs of one proposal, in the message of a tag: a decision, or how a check ended.
package protocol ProposalStatement: Hashable, Sendable {
    static var kind: StatementKind { get }
    /// The registry's random id, not its label.
    var registry: String { get }
    var stage: StageName { get }
    var model: ModelName { get }
    var version: VersionNumber { get }
    var versionDigest: Digest { get }
    var proposal: ObjectID { get }
    /// The stage's tip that the proposal stands on.
    var base: ObjectID { get }
    var signer: Person { get }
    /// The tag that carries it.
    var ref: CatalogRef { get }
    /// The message to sign, ending in a line end.
    var message: String { get }
    /// Reads a tag's message; says which line is wrong and what belongs there.
    init(parsing message: String) throws(RegistryError)
}

/// What a signed statement is, for those who are told that it does not count.
package enum StatementKind: Sendable {
    case approval, check

    /// What it is called, in the middle of a sentence.
    package var noun: String {
        switch self {
        case .approval: "approval"
        case .check: "report"
        }
    }

    /// The code of all that is wrong with it but for a missing signature.
    package var invalid: ErrorCode {
        switch self {
        case .approval: .approvalInvalid
        case .check: .checkInvalid
        }
    }

    /// The objection to one that does not count; `why` ends a sentence.
    package func refusal(_ why: String, _ code: ErrorCode? = nil) -> RegistryError {
        RegistryError(
            code ?? invalid, "The \(noun) does not count: \(why).", remedy: remedy)
    }

    /// The objection to a message that can't be read, and to which line of it.
    func unreadable(_ message: String) -> RegistryError {
        RegistryError(
            invalid, "The \(noun)'s message is not as documented. \(message)", remedy: remedy)
    }

    private var remedy: String {
        switch self {
        case .approval: "Sign it with `cairn approve`, or follow docs/format.md."
        case .check: "Sign it with `cairn check report`, or follow docs/format.md."
        }
    }
}
