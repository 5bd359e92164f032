package import FoundationEssentials
package import RegistryCore

/// What the server tells the hooks of a push: who it is, and how far that authentication reaches.
///
/// It travels in the hook's environment, where a pusher on a plain path can write anything. So it
/// bears a code made with the registry's secret: only the account that owns the registry can make
/// one that counts, and a permit that does not count refuses the push.
package struct Permit: Hashable, Sendable, Codable {
    package let person: Person
    package let reach: Reach
    /// Whom an issuer has vouched for, if it is by its token that they are known.
    package let subject: TokenSubject?
    /// After this a push that began before is refused; a stolen permit is of no use then.
    package let expires: Date

    package init(
        person: Person, reach: Reach, expires: Date, subject: TokenSubject? = nil
    ) {
        self.person = person
        self.reach = reach
        self.subject = subject
        self.expires = expires
    }

    /// The name of the environment variable.
    static let variable = "CAIRN_PERMIT"

    /// The permit as the environment carries it: the code, a dot, and what it is about.
    func sealed(by secret: RegistrySecret) throws(RegistryError) -> String {
        let text = String(decoding: try encodeJSON(self, pretty: false).dropLast(), as: UTF8.self)
        return "\(secret.code(.permit, text)).\(text)"
    }

    /// Reads what `sealed` wrote; throws `untrusted` unless this registry made it, for this hour.
    init(
        unsealing text: String, for catalog: String, now: Date
    ) throws(RegistryError) {
        let parts = text.split(separator: ".", maxSplits: 1)
        guard parts.count == 2, let code = Digest(parsing: parts[0]),
            let secret = RegistrySecret(catalog: catalog),
            secret.confirms(code, .permit, String(parts[1]))
        else { throw Self.refusal("this registry did not make it") }
        self = try decodeJSON(Permit.self, from: Array(parts[1].utf8), what: "the permit")
        guard expires > now else { throw Self.refusal("it has expired") }
    }

    private static func refusal(_ why: String) -> RegistryError {
        RegistryError(
            .untrusted, "\(variable) does not prove who is pushing: \(why).",
            remedy: "Unset \(variable): it is for Cairn's own server to set. Else push again.")
    }
}
