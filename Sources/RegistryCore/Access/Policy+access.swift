extension Policy {
    /// Whether `caller` may do `action`: pure, and the only place that says so for a face that
    /// knows its callers.
    package func access(of caller: Caller, to action: Action) -> Access {
        if allows(caller, action) { return .allowed }
        guard let person = caller.person else { return .unauthenticated }
        guard highestRole(of: caller) != nil else { return .hidden }
        return .refused(objection(to: person, action, isIssued: caller.subject != nil))
    }

    /// The namespaces whose artifacts `caller` may read; `nil`: every one, also of artifacts that
    /// no version names yet.
    package func readableNamespaces(of caller: Caller) -> Set<Namespace>? {
        if holds(caller, .reader, in: nil) { return nil }
        return namedNamespaces(caller).filter { holds(caller, .reader, in: $0) }
    }

    /// The namespaces whose models `caller` may see; `nil`: every one.
    ///
    /// Whoever may fetch the catalog by Git has seen all of it, whatever their token is made for.
    package func visibleNamespaces(of caller: Caller) -> Set<Namespace>? {
        if allows(caller, .read) { return nil }
        return namedNamespaces(caller).filter { holds(caller, .viewer, in: $0) }
    }

    /// Whether `caller` may read the bytes of the artifacts in `namespace`.
    package func mayDownload(_ caller: Caller, from namespace: Namespace) -> Bool {
        holds(caller, .reader, in: namespace)
    }

    /// Whether `caller` is a maintainer of `namespace`, and here with all that this takes.
    package func keeps(_ caller: Caller, _ namespace: Namespace) -> Bool {
        holds(caller, .maintainer, in: namespace)
    }

    private func allows(_ caller: Caller, _ action: Action) -> Bool {
        let held = action.isOfWhole ? wholeRole(of: caller) : highestRole(of: caller)
        return held.map { $0 >= action.role } ?? false && caller.reach.scope >= action.scope
    }

    /// What `caller` may do with all of the catalog. The namespace that a token is made for bounds
    /// nothing here: Git shows a repository whole or not at all.
    private func wholeRole(of caller: Caller) -> Role? {
        role(of: caller, in: nil).map { min($0, caller.reach.scope.role) }
    }

    /// The highest role of `caller` anywhere.
    private func highestRole(of caller: Caller) -> Role? {
        let places =
            [wholeRole(of: caller)]
            + namedNamespaces(caller).map { namespace in
                caller.reach.bound(role(of: caller, in: namespace), in: namespace)
            }
        return places.compactMap(\.self).max()
    }

    private func holds(_ caller: Caller, _ role: Role, in namespace: Namespace?) -> Bool {
        caller.reach.bound(self.role(of: caller, in: namespace), in: namespace)
            .map { $0 >= role } ?? false
    }

    /// The highest role that the policy gives, whatever the reach; whom nobody knows may read at
    /// most.
    private func role(of caller: Caller, in namespace: Namespace?) -> Role? {
        guard let person = caller.person else {
            return access.filter { $0.who == .anonymous && $0.holds(in: namespace) }
                .map { min($0.role, .reader) }.max()
        }
        return role(of: person, in: namespace)
    }

    /// Every namespace that a rule, or the caller's own reach, names.
    private func namedNamespaces(_ caller: Caller) -> Set<Namespace> {
        Set(access.compactMap(\.namespaces).joined() + [caller.reach.namespace].compactMap(\.self))
    }

    private func objection(
        to person: Person, _ action: Action, isIssued: Bool
    ) -> Objection {
        guard allows(.person(person, .whole), action) else {
            let place = action.isOfWhole ? " in the whole registry" : ""
            return Objection(
                .roleMissing,
                "\(person) may not \(action.words): that takes the role \(action.role)\(place).",
                remedy: "Ask an admin to change access in registry.yaml.")
        }
        return Objection(
            .roleMissing, "This token of \(person) may not \(action.words): it is made for less.",
            remedy: isIssued
                ? "Ask an admin to change scope or namespace below issuers in registry.yaml."
                : "Make another with `cairn token create \(person) --scope "
                    + "\(action.scope.rawValue)`.")
    }
}

extension Action {
    /// The role it takes.
    package var role: Role {
        switch self {
        // Whoever sees the registry may push what they have signed.
        case .read, .browse, .push: .viewer
        case .download: .reader
        case .upload: .contributor
        case .override: .maintainer
        }
    }

    /// The scope that a token needs for it.
    package var scope: Reach.Scope {
        switch self {
        case .read, .browse, .download: .read
        case .push, .upload, .override: .write
        }
    }

    /// Whether it is about the catalog as a whole, and not about single namespaces.
    fileprivate var isOfWhole: Bool {
        switch self {
        case .read, .push: true
        case .browse, .download, .upload, .override: false
        }
    }

    /// How a sentence goes on after "may not".
    fileprivate var words: String {
        switch self {
        case .read: "read this registry"
        case .browse: "see any model of this registry"
        case .download: "download artifacts"
        case .push: "push"
        case .upload: "upload artifacts"
        case .override: "take the lock of another away"
        }
    }
}
