import FoundationEssentials
import Git
import RegistryCore

/// Decides whether what is asked by a push to `refs/for/…` may happen, and what it comes to.
///
/// All policy is decided here, in `pre-receive`, by the rules of the branches that it would move;
/// `proc-receive` only records.
struct RequestJudge {
    let judge: PushJudge
    let asked: AuditEntry.Update
    let address: RequestAddress
    let order: RequestOrder

    /// What was decided.
    struct Decided {
        var plan: RequestPlan
        /// What the rules of the branches say that are moved.
        var verdict: PushVerdict
        /// Who made what is merged, beside whoever merges it.
        var contributors: Set<Person> = []
    }

    var catalog: Catalog { judge.catalog }
    var actor: Person { judge.push.actor }

    /// - Parameter options: The options of the push.
    init(_ judge: PushJudge, options: [String]) throws(RegistryError) {
        let updates = judge.push.updates
        guard let asked = updates.first, updates.count == 1 else {
            throw RegistryError(
                .mergeRequestRefused,
                "What is pushed to \(RequestAddress.folder)… is pushed alone.",
                remedy: "Push the other refs by themselves.")
        }
        guard let address = RequestAddress(parsing: asked.ref) else {
            throw RegistryError(
                .refRefused, "'\(asked.ref.printable)' addresses no merge request.",
                remedy: "Push to refs/for/main, to refs/for/stages/<stage>/<namespace>/<name>, or "
                    + "to refs/for/merge-requests/<number>.")
        }
        guard asked.new != .zero else {
            throw RegistryError(
                .deletionRefused, "A merge request can't be deleted.",
                remedy: "Close it: `cairn mr close`.")
        }
        self.judge = judge
        self.asked = asked
        self.address = address
        order = try RequestOrder(options: options, to: address)
    }

    func decide() async throws(RegistryError) -> Decided {
        try requireModestObjects()
        var decided =
            switch (address, order) {
            case (.target(let target), .propose(let proposal)):
                try await propose(proposal, for: target)
            case (.request(let number), .propose(let proposal)):
                try await revise(try catalog.existingRequest(number), proposal)
            case (.request(let number), .merge):
                try await merge(try catalog.existingRequest(number))
            case (.request(let number), _):
                try remark(on: try catalog.existingRequest(number))
            case (.target, _): preconditionFailure("a target is only proposed for")
            }
        decided.verdict.evidence.paths.merge(judge.governingFiles) { $1 }
        return decided
    }

    /// What is pushed for review is bounded like any push, though nobody has to merge it.
    private func requireModestObjects() throws(RegistryError) {
        guard let received = try catalog.receivedObjects(judge.limits) else { return }
        try received.requireModest()
        guard received.tooLarge.isEmpty else { throw RegistryError(received.tooLarge) }
    }

    // What every one of them asks.

    func require(
        _ deed: RequestDeed, _ request: MergeRequest
    ) throws(RegistryError) {
        try judge.requireReach(request.target.ref)
        let objection = judge.policy.objection(
            to: deed, on: request, by: actor, within: judge.push.reach)
        if let objection { throw RegistryError([objection]) }
    }

    /// Whoever decides says by the commit that they push which one they have looked at.
    func requireHead(_ request: MergeRequest) throws(RegistryError) {
        guard request.head.commit != asked.new else { return }
        throw RegistryError([RequestFault.otherRevision(head: request.head.commit).objection])
    }

    func tryOut(
        _ change: RequestChange, on request: MergeRequest
    ) throws(RegistryError) {
        var request = request
        let event = RequestEvent(
            number: request.events.count + 1, actor: actor,
            authentication: judge.push.authentication, received: judge.push.received, push: "",
            event: change)
        do throws(RequestFault) { try request.apply(event) } catch {
            throw RegistryError([error.objection])
        }
    }
}
