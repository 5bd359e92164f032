package import FoundationEssentials
package import RegistryCore

/// Which pushes are asked for; of what is `nil` all are.
package struct AuditFilter: Sendable {
    /// Who has pushed.
    package var actor: Person?
    /// What a ref of it was pushed for, or a version of it brought to `main`.
    package var model: ModelName?
    /// The earliest time at which the registry received them.
    package var since: Date?
    /// The time before which it did.
    package var until: Date?

    package init(
        actor: Person? = nil, model: ModelName? = nil, since: Date? = nil, until: Date? = nil
    ) {
        self.actor = actor
        self.model = model
        self.since = since
        self.until = until
    }

    /// Whether an entry with these bytes names whom and what is asked for; only then it is worth
    /// reading. Both stand in JSON as they are written anywhere.
    func names(_ record: [UInt8]) -> Bool {
        [actor?.description, model?.description].compactMap(\.self)
            .allSatisfy { record.contains(text: Array($0.utf8)) }
    }

    func isWanted(_ entry: AuditEntry) -> Bool {
        isWanted(entry.actor, entry.received)
            && (isAbout(entry.updates) || entry.versions.contains { $0.model == model })
    }

    func isWanted(_ push: RefusedPush) -> Bool {
        isWanted(push.actor, push.received) && isAbout(push.updates)
    }

    private func isWanted(_ actor: Person, _ received: Date) -> Bool {
        self.actor ?? actor == actor && since ?? received <= received
            && until.map { received < $0 } ?? true
    }

    private func isAbout(_ updates: [AuditEntry.Update]) -> Bool {
        model == nil || updates.contains { CatalogRef(parsing: $0.ref)?.model == model }
    }
}

extension [UInt8] {
    fileprivate func contains(text: [UInt8]) -> Bool {
        guard let first = text.first, text.count <= count else { return text.isEmpty }
        return (0...count - text.count).contains { start in
            self[start] == first && self[start..<start + text.count].elementsEqual(text)
        }
    }
}
