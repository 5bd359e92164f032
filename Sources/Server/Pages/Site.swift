import RegistryCore

/// What every page has around its content.
struct Site: Encodable, Sendable {
    /// What the registry is called in addresses; `nil` for a page of none.
    var registry: String?
    /// How git and cairn reach that registry.
    var remote: String?
    /// Who has signed in.
    var person: Person?
    /// What the forms of this browser's session must bring along; `nil` without a session.
    var formKey: String?
    /// Where this page is, to come back to.
    var address = "/"
    let style = PageAsset.style.name
    let script = PageAsset.script.name
    /// What signs with passkeys, on the pages that do.
    let passkeyScript = PageAsset.passkeys.name
    /// What stands in the way of what a form of this page has asked for.
    var objections: [Objection] = []

    /// The parts of a registry, of which the page may be in one.
    var parts: [Part] = []

    /// One link of the navigation.
    struct Part: Encodable, Sendable {
        let title: String
        let address: String
        let isCurrent: Bool

        enum CodingKeys: String, CodingKey {
            case title, address
            case isCurrent = "current"
        }
    }

    enum CodingKeys: String, CodingKey {
        case registry, remote, person, address, style, script, parts, objections
        case formKey = "form_key"
        case passkeyScript = "passkey_script"
    }

    /// The navigation of a registry.
    ///
    /// - Parameter words: Of the page's own address.
    static func parts(of registry: String, at words: [String]) -> [Part] {
        let known = [
            ("Models", ""), ("Stages", "stages"), ("Requests", "requests"), ("Audit", "audit"),
        ]
        return known.map { title, word in
            let isIn = word.isEmpty ? ["models", nil].contains(words.first) : words.first == word
            return Part(title: title, address: "/\(registry)/\(word)", isCurrent: isIn)
        }
    }
}
