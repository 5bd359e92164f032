/// `registry.yaml`: who may do what, and what each stage demands.
package struct Policy: Hashable, Sendable, Codable {
    package var schema: Schema
    /// What people call the registry; only a label.
    package var registry: String
    /// A random id made by `init`, to which every approval is bound; it never changes.
    package var id: String
    package var groups: [GroupName: [Person]]?
    package var access: [AccessRule]
    /// The ladder, lowest first.
    package var stages: [StageRules]
    package var limits: Limits?
    /// Where artifacts are kept, if not in a folder beside the catalog.
    package var store: StoreLocation?
    /// What is demanded of every signature.
    package var signatures: SignatureRules?
    /// Whose tokens of OpenID Connect stand for people and machines.
    package var issuers: [IssuerRules]?
    /// Where people sign in a browser; absent: nowhere.
    package var passkeys: PasskeyRules?

    /// The one value that `schema` may have.
    package enum Schema: String, Hashable, Sendable, Codable, CaseIterable {
        case current = "cairn.registry/v1"
    }

    /// The rules of `stage`; `nil` when the policy has no such stage.
    package func rules(for stage: StageName) -> StageRules? {
        stages.first { $0.name == stage }
    }

    /// The sizes and counts in force.
    package var effectiveLimits: Limits { limits ?? Limits() }
}

/// One line of `access:`.
package struct AccessRule: Hashable, Sendable, Codable {
    package var who: Who
    package var role: Role
    /// Where the role holds; absent: everywhere.
    package var namespaces: [Namespace]?

    /// Whether the role holds in `namespace`, or everywhere if that is `nil`.
    package func holds(in namespace: Namespace?) -> Bool {
        namespaces.map { limited in limited.contains { $0 == namespace } } ?? true
    }

    /// A role that holds everywhere.
    package init(who: Who, role: Role) {
        self.who = who
        self.role = role
    }
}

/// What somebody may do; each includes all before it.
package enum Role: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
    /// Reads metadata.
    case viewer
    /// Reads bytes too.
    case reader
    /// Registers versions and proposes promotions.
    case contributor
    /// Rolls back, retires and yanks.
    case maintainer
    /// Changes the policy, the signers and the other root files.
    case admin

    package static func < (left: Role, right: Role) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// What is demanded of every signature, beyond that it holds.
package struct SignatureRules: Hashable, Sendable, Codable {
    /// Whether a hardware key must have asked for a PIN or a finger; other keys can't tell.
    package var userVerification: Bool?

    enum CodingKeys: String, CodingKey {
        case userVerification = "user_verification"
    }
}

/// The sizes and counts that pushes are held to.
package struct Limits: Hashable, Sendable, Codable {
    private var manifest: ByteCount?
    private var artifact: ByteCount?
    private var files: Int?

    package init() {}

    /// The longest plain blob, in bytes; never more than the reader's own 1 MiB.
    package var manifestBytes: Int64 { min(manifest?.bytes ?? 1 << 20, 1 << 20) }
    /// The longest artifact, in bytes.
    package var artifactBytes: Int64 { artifact?.bytes ?? 1 << 40 }
    /// The most artifacts one version may have.
    package var fileCount: Int { files ?? 10_000 }
}

/// Who holds which role, answered from the policy alone.
extension Policy {
    /// Whether `who` names `person`.
    package func covers(_ who: Who, _ person: Person) -> Bool {
        switch who {
        case .everyone, .anonymous: true
        case .person(let named): named == person
        case .group(let group): groups?[group]?.contains(person) ?? false
        }
    }

    /// The highest role of `person` in `namespace`, or everywhere if that is `nil`; `nil` for none.
    package func role(of person: Person, in namespace: Namespace?) -> Role? {
        access.lazy.filter { $0.holds(in: namespace) && covers($0.who, person) }
            .map { $0.who == .anonymous ? min($0.role, .reader) : $0.role }.max()
    }

    /// Everyone whom the policy names, in a group or by a rule of their own.
    package var people: Set<Person> {
        let named = access.compactMap {
            if case .person(let person) = $0.who { person } else { nil }
        }
        return Set(named + (groups ?? [:]).values.flatMap(\.self))
    }

    /// Whether `person` may do in `namespace` what `role` may.
    package func allows(_ person: Person, _ role: Role, in namespace: Namespace?) -> Bool {
        self.role(of: person, in: namespace).map { $0 >= role } ?? false
    }
}
