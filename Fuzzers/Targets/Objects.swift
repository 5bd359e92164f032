import Cryptography
import Git
import RegistryCore

func checkTag(_ bytes: [UInt8]) throws(BrokenProperty) -> Bool {
    guard let signed = try? SignedPayload(tag: bytes) else { return false }
    try require(signed.payload + signed.signature == bytes, "bytes of a tag are lost")
    if signed.kind == .ssh { _ = try checkArmor(signed.signature) }
    guard let tag = Tag(.zero, parsing: signed.payload) else { return false }
    try require(!tag.name.utf8.contains(UInt8(ascii: "\n")), "a tag's name has two lines")
    return try checkStatement(Array(tag.message.utf8))
}

func checkCommit(_ bytes: [UInt8]) throws(BrokenProperty) -> Bool {
    guard let signed = try? SignedPayload(commit: bytes) else { return false }
    try require(
        signed.payload.count + signed.signature.count <= bytes.count, "a commit grew")
    if let again = try? SignedPayload(commit: signed.payload) {
        try require(again.kind == .none, "a commit keeps a second signature")
        try require(again.payload == signed.payload, "an unsigned commit is not its payload")
    }
    guard let commit = Commit(.zero, parsing: signed.payload) else { return false }
    let identity = commit.committer.description
    try require(!identity.utf8.contains(UInt8(ascii: "\n")), "an identity has two lines")
    for trailer in Trailers(message: commit.message).all {
        let isOneLine = !"\(trailer.key)\(trailer.value)".contains("\n")
        try require(isOneLine && !trailer.key.isEmpty, "a trailer has two lines, or no key")
    }
    return true
}

/// A statement that was read and is written anew says the same, or it could be read in two ways.
func checkStatement(_ bytes: [UInt8]) throws(BrokenProperty) -> Bool {
    let message = String(decoding: bytes, as: UTF8.self)
    let isDecision = try checkStatement(ApprovalStatement.self, message)
    let isReport = try checkStatement(CheckStatement.self, message)
    try require(!(isDecision && isReport), "a statement says two things")
    return isDecision || isReport
}

private func checkStatement<Statement: ProposalStatement>(
    _ type: Statement.Type, _ message: String
) throws(BrokenProperty) -> Bool {
    guard let statement = try? Statement(parsing: message) else { return false }
    let again = try? Statement(parsing: statement.message)
    try require(again == statement, "a statement says two things")
    try require(CatalogRef(parsing: "\(statement.ref)") == statement.ref, "it has no ref")
    return true
}
