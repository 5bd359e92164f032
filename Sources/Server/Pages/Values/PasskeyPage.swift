import Cryptography
import FoundationEssentials
import Registry
import RegistryCore

/// Somebody's passkeys, and how they get another.
struct PasskeyPage: Encodable, Sendable {
    let person: Person
    let signing: DecisionPage.Passkeys
    /// The fingerprints of those that count.
    let keys: [String]
    /// The line for `allowed_signers`, of one that was just made and could not be proposed.
    let line: String?

    init(_ asked: APIRequest) async throws {
        self = try await asked.view { view in
            let host = try view.passkeyHost
            let made = asked.form.flatMap { try? PasskeyForm.key($0, of: host) }
            return PasskeyPage(
                person: try view.person, signing: try DecisionPage.Passkeys(view, asked),
                keys: try view.passkeys().map(\.fingerprint),
                line: try made.map { try view.line(of: $0) })
        }
    }

    private init(
        person: Person, signing: DecisionPage.Passkeys, keys: [String], line: String?
    ) {
        self.person = person
        self.signing = signing
        self.keys = keys
        self.line = line
    }
}
