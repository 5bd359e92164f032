/// One human being or machine account, named by one lower-case address.
///
/// Exactly one spelling exists: what Git, OpenSSH or a host spells otherwise is another person.
package struct Person: TextualName {
    private let text: String

    package static let noun = "a person"
    package static let grammar =
        "one lower-case e-mail address such as alice@example.com, at most 100 bytes"

    package init?(parsing text: some StringProtocol) {
        let halves = text.split(separator: "@", omittingEmptySubsequences: false)
        guard text.utf8.count <= 100, halves.count == 2, !text.hasSuffix(".lock") else {
            return nil
        }
        let local = halves[0].split(separator: ".", omittingEmptySubsequences: false)
        let domain = halves[1].split(separator: ".", omittingEmptySubsequences: false)
        guard let first = halves[0].utf8.first, isNameByte(first),
            local.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { isNameByte($0, or: "+_-") } }),
            domain.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { isNameByte($0, or: "-") } })
        else { return nil }
        self.text = String(text)
    }

    package var description: String { text }
}

/// The name of a group of people in the policy.
package struct GroupName: TextualName {
    private let text: String

    package static let noun = "a group"
    package static let grammar =
        "lower-case letters, digits, '.', '_' and '-', at most 64 long, beginning with a letter "
        + "or digit"

    package init?(parsing text: some StringProtocol) {
        guard (1...64).contains(text.utf8.count), let first = text.utf8.first, isNameByte(first),
            text.utf8.allSatisfy({ isNameByte($0, or: "._-") })
        else { return nil }
        self.text = String(text)
    }

    package var description: String { text }
}

/// Whom a rule names: everyone with a name, one group, one person, or whoever has no name.
package enum Who: TextualName {
    case everyone
    /// Also those who do not say who they are: what they may, everybody may.
    case anonymous
    case group(GroupName)
    case person(Person)

    package static let noun = "people"
    package static let grammar =
        "\"*\", anonymous, group:<name>, or one person's lower-case address"

    package init?(parsing text: some StringProtocol) {
        if text == "*" {
            self = .everyone
        } else if text == "anonymous" {
            self = .anonymous
        } else if text.hasPrefix("group:") {
            guard let group = GroupName(parsing: text.dropFirst("group:".count)) else { return nil }
            self = .group(group)
        } else {
            guard let person = Person(parsing: text) else { return nil }
            self = .person(person)
        }
    }

    package var description: String {
        switch self {
        case .everyone: "*"
        case .anonymous: "anonymous"
        case .group(let group): "group:\(group)"
        case .person(let person): "\(person)"
        }
    }
}
