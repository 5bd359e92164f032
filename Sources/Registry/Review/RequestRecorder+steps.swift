import Git
import RegistryCore

/// What one more event makes of a merge request, and which refs move for it.
extension RequestRecorder {
    func step(
        _ number: RequestNumber, _ change: RequestChange, of intent: Intent,
        reviewing head: ObjectID?, _ index: RequestIndex
    ) throws(RegistryError) -> Recorded {
        // Whoever opens one loses to somebody who has just taken the number, and takes the next.
        let old = change.isOpening ? nil : try catalog.tip(.requestMeta(number))
        let before = try old.map { id throws(RegistryError) in
            try catalog.request(number, endingIn: id)
        }
        if let head, let before, before.head.commit != head {
            throw RegistryError([RequestFault.otherRevision(head: before.head.commit).objection])
        }
        let event = RequestEvent(
            number: (before?.events.count ?? 0) + 1, actor: intent.entry.actor,
            authentication: intent.entry.authentication, received: intent.entry.received,
            push: intent.id, event: change)
        let request = try next(number, before, event)
        let meta = try RequestWriter(catalog: catalog).write(event, of: request, after: old)
        return Recorded(
            request: request, updates: try updates(request, before, meta, over: old, index))
    }

    private func next(
        _ number: RequestNumber, _ request: MergeRequest?, _ event: RequestEvent
    ) throws(RegistryError) -> MergeRequest {
        do throws(RequestFault) {
            guard var request else { return try MergeRequest(number, openedBy: event) }
            try request.apply(event)
            return request
        } catch {
            throw RegistryError([error.objection])
        }
    }

    private func updates(
        _ request: MergeRequest, _ before: MergeRequest?, _ meta: ObjectID, over old: ObjectID?,
        _ index: RequestIndex
    ) throws(RegistryError) -> [AuditEntry.Update] {
        if before?.status == .closed, request.status == .open {
            try requireFree(index, request)
        }
        var updates = [
            AuditEntry.Update(
                ref: "\(CatalogRef.requestMeta(request.number))", old: old ?? .zero, new: meta)
        ]
        let head = CatalogRef.requestHead(request.number)
        if before?.head.commit != request.head.commit {
            updates.append(
                AuditEntry.Update(
                    ref: "\(head)", old: before?.head.commit ?? .zero, new: request.head.commit))
        }
        guard before?.status != request.status else { return updates }
        let push = request.events[request.events.count - 1].push
        let tree = try index.updated(for: request, by: push)
        updates.append(
            AuditEntry.Update(
                ref: "\(CatalogRef.requests)", old: index.tree ?? .zero, new: tree))
        return updates
    }

    private func requireFree(
        _ index: RequestIndex, _ request: MergeRequest
    ) throws(RegistryError) {
        guard
            let other = try index.open(
                by: request.author, for: request.target, request.topic),
            other != request.number
        else { return }
        throw RegistryError(
            .mergeRequestRefused,
            "Merge request \(other) is open, by \(request.author) and for \(request.target) too.",
            remedy: "Close that one first: `cairn mr close \(other)`.")
    }
}

extension RequestChange {
    /// Whether it begins a merge request.
    fileprivate var isOpening: Bool {
        if case .opened = self { true } else { false }
    }
}
