/// How far an authentication reaches: it bounds the roles that the policy gives, and adds none.
package struct Reach: Hashable, Sendable, Codable {
    package let scope: Scope
    /// The one namespace in which anything may be changed, or artifacts be read; `nil`: all, and
    /// the registry's own files.
    package let namespace: Namespace?

    /// What somebody may do at most; each includes all before it.
    package enum Scope: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
        case read, write, admin

        /// The highest role that is left of a higher one.
        package var role: Role {
            switch self {
            case .read: .reader
            case .write: .maintainer
            case .admin: .admin
            }
        }

        package static func < (left: Scope, right: Scope) -> Bool {
            left.role < right.role
        }
    }

    package init(scope: Scope, namespace: Namespace?) {
        self.scope = scope
        self.namespace = namespace
    }

    /// All that the policy gives: what a person has who is known by other means than a token.
    package static let whole = Reach(scope: .admin, namespace: nil)

    /// What is left of `role` in `namespace`, or everywhere if that is `nil`.
    package func bound(_ role: Role?, in namespace: Namespace?) -> Role? {
        guard self.namespace == nil || namespace == self.namespace else { return nil }
        return role.map { min($0, scope.role) }
    }
}

extension Policy {
    /// The highest role of `person` in `namespace` as far as `reach` goes; `nil` for none.
    package func role(
        of person: Person, in namespace: Namespace?, within reach: Reach
    ) -> Role? {
        reach.bound(role(of: person, in: namespace), in: namespace)
    }

    /// Whether `person` may do in `namespace` what `role` may, as far as `reach` goes.
    package func allows(
        _ person: Person, _ role: Role, in namespace: Namespace?, within reach: Reach
    ) -> Bool {
        self.role(of: person, in: namespace, within: reach).map { $0 >= role } ?? false
    }
}
