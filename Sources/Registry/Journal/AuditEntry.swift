package import FoundationEssentials
package import RegistryCore

/// One accepted push, as the audit log keeps it.
package struct AuditEntry: Hashable, Sendable, Codable {
    package var schema: Schema
    /// 1, 2, 3… along the log.
    package var number: Int
    /// The intent it was made from, so that finishing an intent twice records it once.
    package var intent: String
    package var received: Date
    package var actor: Person
    package var authentication: Authentication
    /// Whom an issuer has vouched for, where `authentication` is `oidc`.
    package var subject: TokenSubject?
    package var updates: [Update]
    /// What the push itself named, where the registry moved more refs for it or others: those of
    /// merge requests.
    package var asked: [Update]?
    /// Who made what a merge request has brought to `main`, beside whoever merged it.
    package var contributors: [Person]?
    /// The blob with the push certificate, where there was one.
    package var certificate: ObjectID?
    /// The commit on `main` whose policy was in force.
    package var policy: ObjectID
    package var versions: [Introduced]
    /// What the verdict counted and remarked.
    package var verdicts: [Judged]

    /// The one value that `schema` may have.
    package enum Schema: String, Hashable, Sendable, Codable {
        case current = "cairn.audit/v1"
    }

    /// One ref that moved.
    package struct Update: Hashable, Sendable, Codable {
        package var ref: String
        package var old: ObjectID
        package var new: ObjectID

        package init(ref: String, old: ObjectID, new: ObjectID) {
            self.ref = ref
            self.old = old
            self.new = new
        }
    }

    /// One version that the push brought to `main`.
    package struct Introduced: Hashable, Sendable, Codable {
        package var model: ModelName
        package var version: VersionNumber
        package var commit: ObjectID
    }

    /// One transition that the push completed, or proposed.
    package struct Judged: Hashable, Sendable, Codable {
        package var ref: String
        package var transition: ObjectID
        package var kind: Transition.Kind
        package var version: VersionNumber
        package var approvers: [Person]
        package var notes: [String]
        /// That it was let through against the verdict.
        package var broken: BrokenGlass?
    }
}

extension AuditEntry {
    /// Everything immutable that the push brought, for the index in the log's tree.
    package var facts: [Fact] {
        versions.map { .version($0.model, $0.version) } + updates.compactMap(fact)
    }

    private func fact(_ update: Update) -> Fact? {
        guard update.new != .zero, let ref = CatalogRef(parsing: update.ref) else { return nil }
        switch ref {
        case .approval(let name): return .approval(name)
        case .check(let tag): return .check(tag)
        case .proposal(let stage, let model): return .proposal(stage, model, update.new)
        case .stage(let stage, let model): return .transition(stage, model, update.new)
        case .main, .topic, .version, .auditLog, .requestHead, .requestMeta, .requests: return nil
        }
    }

    /// What the entry says of each of its facts.
    var receipt: Receipt {
        Receipt(
            actor: actor, authentication: authentication, received: received, policy: policy,
            entry: number, certificate: certificate, contributors: contributors)
    }

    /// Where the log's tree keeps the push certificate.
    var certificatePath: String? {
        certificate.map { "certificates/\($0)" }
    }

    /// Whether a move of `main`, of a stage or of a merge request in `later` starts where one in
    /// here ends.
    func precedes(_ later: AuditEntry) -> Bool {
        updates.contains { update in
            update.isOfChain
                && later.updates.contains { $0.ref == update.ref && $0.old == update.new }
        }
    }

    /// What the push itself asked for, and a certificate of it covers.
    var pushed: [Update] { asked ?? updates }

    /// The entry with refs that the registry moved on account of the push.
    func adding(_ more: [Update]) -> AuditEntry {
        guard !more.isEmpty else { return self }
        var entry = self
        entry.asked = pushed
        for update in more {
            let earlier = entry.updates.firstIndex { $0.ref == update.ref }
            if let earlier {
                entry.updates[earlier].new = update.new
            } else {
                entry.updates.append(update)
            }
        }
        return entry
    }

    /// The entry as it was before `adding` these.
    func withdrawing(_ added: [Update]) -> AuditEntry {
        var entry = self
        for update in added {
            guard let index = entry.updates.firstIndex(where: { $0.ref == update.ref }) else {
                continue
            }
            if entry.updates[index].old == update.old {
                entry.updates.remove(at: index)
            } else {
                entry.updates[index].new = update.old
            }
        }
        return entry
    }

    /// The entry without the refs that did not move after all.
    func limited(to refs: Set<String>) -> AuditEntry {
        var entry = self
        entry.updates.removeAll { !refs.contains($0.ref) }
        entry.verdicts.removeAll { !refs.contains($0.ref) }
        if !refs.contains(CatalogRef.main.description) { entry.versions = [] }
        return entry
    }
}

extension AuditEntry.Update {
    /// Whether the ref only ever goes on from where it was.
    fileprivate var isOfChain: Bool {
        switch CatalogRef(parsing: ref) {
        case .main, .stage, .requestMeta, .requests: true
        case .proposal, .approval, .check, .topic, .version, .auditLog, .requestHead, nil: false
        }
    }
}
