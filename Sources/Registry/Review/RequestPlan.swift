import RegistryCore

/// What `pre-receive` has decided about a push to `refs/for/…`, for `proc-receive` to record.
struct RequestPlan: Hashable, Sendable, Codable {
    /// The ref as it was pushed, from nothing to the commit.
    let asked: AuditEntry.Update
    /// The merge request; `nil` for one to be opened.
    let number: RequestNumber?
    let change: RequestChange
    /// Branches to be moved in the same moment, the target of a merge first.
    let moves: [AuditEntry.Update]
    /// The commit that must be under review; `nil` where it may have been revised.
    let head: ObjectID?
}
