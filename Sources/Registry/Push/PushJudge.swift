import FoundationEssentials
import Git
package import RegistryCore

/// Decides whether a push may happen: every rule of design §2 to §6, on what the refs hold now.
///
/// What arrives in the push is judged and never counts as evidence: each ref is looked at as if it
/// were pushed alone.
package struct PushJudge {
    let catalog: Catalog
    let push: Push
    let artifacts: ArtifactPresence
    /// Whose merge request it is, which nobody else can revise, if one is merged.
    var proposer: Person?
    let snapshot: Snapshot
    let policy: Policy
    let limits: PushLimits
    private let deadline: ContinuousClock.Instant

    /// - Parameter artifacts: which of the pointers that a push names can't be had, and why.
    package init(
        catalog: Catalog, push: Push, artifacts: @escaping ArtifactPresence,
        limits: PushLimits = .standard
    ) throws(RegistryError) {
        self.catalog = catalog
        self.push = push
        self.artifacts = artifacts
        self.limits = limits
        deadline = .now + limits.time
        snapshot = try catalog.snapshot()
        policy = try catalog.policy(at: snapshot)
    }

    /// The verdict on the whole push, with every objection to every ref.
    package func verdict() async -> PushVerdict {
        var verdict = PushVerdict()
        verdict.evidence.paths = governingFiles
        let received: ReceivedObjects?
        do throws(RegistryError) {
            try requireModest()
            received = try catalog.receivedObjects(limits)
            try received?.requireModest()
        } catch {
            verdict.refusals.append(("The push", error.objections))
            return verdict
        }
        for update in push.updates where verdict.refusals.count < limits.objections {
            do throws(RegistryError) {
                try requireTime()
                let found = try await judge(update)
                try requirePlace(update)
                verdict.add(found)
            } catch {
                verdict.refusals.append((update.ref, error.objections))
            }
        }
        // A rule that knows the object's path says it better.
        if verdict.isAccepted, let large = received?.tooLarge, !large.isEmpty {
            verdict.refusals.append(("The push", large))
        }
        return verdict
    }

    /// What every verdict reads of `main`: who may do what, and whose key is whose.
    var governingFiles: [String: ObjectID?] {
        let paths = [RootFile.policy, RootFile.signers, RootFile.revoked, OpenPGPFile.folder]
        return paths.reduce(into: [:]) { $0[$1] = .some(id(of: $1)) }
    }

    /// Refuses a push of too many refs before it looks at any.
    private func requireModest() throws(RegistryError) {
        guard push.updates.count <= limits.refs else {
            throw RegistryError(
                .tooMuch, "It moves \(push.updates.count) refs, and \(limits.refs) is the most.",
                remedy: "Push them in several parts.")
        }
        guard Set(push.updates.map(\.ref)).count == push.updates.count else {
            throw RegistryError(
                .refRefused, "It names one ref twice.", remedy: "Push each ref to one place.")
        }
    }

    /// Refuses a push that keeps the judge busy for too long.
    func requireTime() throws(RegistryError) {
        guard ContinuousClock.now >= deadline else { return }
        throw RegistryError(
            .tooMuch, "To judge it takes more than \(limits.time.components.seconds) seconds.",
            remedy: "Push it in several parts.")
    }

    private func judge(_ update: AuditEntry.Update) async throws(RegistryError) -> PushVerdict {
        let ref = CatalogRef(parsing: update.ref)
        try requireReach(ref)
        switch ref {
        case .main:
            try refuseDeletion(update)
            return PushVerdict(versions: try await MainRules(judge: self).judge(update))
        case .stage(let stage, let model):
            try refuseDeletion(update)
            return try await judgeStage(update, stage, model)
        case .proposal(let stage, let model):
            return try await judgeProposal(update, stage, model)
        case .approval(let name):
            try await judgeApproval(update, name)
            return PushVerdict()
        case .check(let tag):
            try await judgeReport(update, tag)
            return PushVerdict()
        case .topic:
            try require(.contributor, to: "push topic branches", somewhere: true)
            // Git itself refuses anything else only after it was accepted here.
            if update.new != .zero { _ = try catalog.commit(update.new) }
            return PushVerdict()
        case .version, .auditLog, .requestHead, .requestMeta, .requests, nil:
            throw RegistryError(
                .refRefused, "A catalog has no place for the ref '\(update.ref.printable)'.",
                remedy:
                    "Push to main, to promote/<stage>/<model>, to approvals/… by `cairn approve`, "
                    + "to checks/… by `cairn check report`, or to a topic branch in lower case.")
        }
    }

    /// Refuses a move from where the ref is not. Git does, too, but later: until then the intent of
    /// a push that can't happen would look like that of one which did.
    private func requirePlace(_ update: AuditEntry.Update) throws(RegistryError) {
        guard let ref = CatalogRef(parsing: update.ref) else { return }
        guard try catalog.tip(ref) ?? .zero != update.old else { return }
        throw RegistryError(
            .conflict, "It is not, or no longer, where this push would move it from.",
            remedy: "Fetch, and push again.")
    }

    private func refuseDeletion(_ update: AuditEntry.Update) throws(RegistryError) {
        guard update.new == .zero else { return }
        throw RegistryError(
            .deletionRefused, "This ref can't be deleted.",
            remedy:
                "Take a version out of use with `cairn retire` or `cairn annotate --state yanked`.")
    }

    /// Refuses what the pusher's token is not made for, where no role of theirs is asked.
    func requireReach(_ ref: CatalogRef?) throws(RegistryError) {
        let isInside =
            push.reach.namespace == nil
            || ref?.model.map { $0.namespace == push.reach.namespace } ?? true
        guard push.reach.scope >= .write, isInside else {
            throw RegistryError(
                .roleMissing, "This token of \(push.actor) is not made for that.",
                remedy: "Make another: `cairn token create \(push.actor) --scope write`.")
        }
    }

    /// Refuses an actor without the role.
    func require(
        _ role: Role, to what: String, in namespace: Namespace? = nil, somewhere: Bool = false
    ) throws(RegistryError) {
        if allows(role, in: namespace) { return }
        let named =
            policy.access.compactMap(\.namespaces).joined()
            + [push.reach.namespace]
            .compactMap(\.self)
        if somewhere, named.contains(where: { allows(role, in: $0) }) { return }
        let place = namespace.map { " in \($0)" } ?? ""
        guard push.vouched == nil else {
            throw RegistryError(
                .roleMissing,
                "To \(what) takes the role \(role)\(place), and no signature shows that whoever "
                    + "made these commits has it.",
                remedy: "Let somebody who has it commit it with `git commit -S`, every commit.")
        }
        let held =
            policy.role(of: push.actor, in: namespace, within: push.reach)
            .map(\.rawValue) ?? "no role"
        throw RegistryError(
            .roleMissing,
            "\(push.actor) may not \(what): that takes the role \(role)\(place), and \(push.actor) "
                + "has \(held).",
            remedy: "Ask an admin to change access in registry.yaml.")
    }

    private func allows(_ role: Role, in namespace: Namespace?) -> Bool {
        push.vouched.map { role <= $0 } ?? false
            || policy.allows(push.actor, role, in: namespace, within: push.reach)
    }

    private func id(of path: String) -> ObjectID? {
        (try? catalog.entry(at: path, in: snapshot.tree))??.id
    }
}

/// Of these pointers, the ones whose bytes the store does not hold as promised, and why.
package typealias ArtifactPresence =
    @Sendable ([Pointer]) async throws(RegistryError) -> [(pointer: Pointer, problem: Objection)]
