import Artifacts
import FoundationEssentials
import RegistryCore

/// `<catalog>/cairn/refused.jsonl`: one line for every refused push, of bounded size.
struct Refusals {
    private let path: String
    /// When the file has this many bytes it becomes `refused.jsonl.1`, and a new one begins.
    private static let largest: Int64 = 4 << 20

    init(catalog directory: String) {
        path = "\(directory)/cairn/refused.jsonl"
    }

    private struct Line: Encodable {
        let received: Date
        let actor: Person
        let authentication: Authentication
        let updates: [AuditEntry.Update]
        let objections: [Objection]
    }

    /// Notes the refusal; one that can't be noted is still a refusal, so nothing is thrown.
    func record(_ push: Push, _ verdict: PushVerdict) {
        let line = Line(
            received: push.received, actor: push.actor, authentication: push.authentication,
            updates: Array(push.updates.prefix(100)),
            objections: Array(verdict.refusals.flatMap(\.objections).prefix(100)))
        guard let bytes = try? encodeJSON(line, pretty: false) else { return }
        try? appendLine(bytes, to: path, rotatingAt: Self.largest)
    }
}
