import Artifacts
package import FoundationEssentials
import Git
import Hooks
package import RegistryCore

/// What the catalog's own hooks do, called by `cairn hook <name>`.
package struct HookRunner {
    let environment: [String: String]
    let now: Date
    /// The process that runs the hooks, `git receive-pack`.
    let parent: Int32

    /// - Parameter parent: The process number of `git receive-pack`, by which an intent is known to
    ///   be under way.
    package init(environment: [String: String], now: Date, parent: Int32) {
        self.environment = environment
        self.now = now.wholeSeconds
        self.parent = parent
    }

    /// `pre-receive`: accepts the push and writes down that it did, or throws every objection.
    ///
    /// - Parameter lines: `<old> <new> <ref>`, as githooks(5) says.
    package func preReceive(_ lines: [String]) async throws(RegistryError) {
        let catalog = try Catalog.openFromEnvironment(environment)
        let updates = try parse(lines)
        let pusher = try await pusher(catalog, of: updates)
        let push = Push(
            updates: updates, actor: pusher.person, authentication: pusher.authentication,
            received: now, certificate: pusher.certificate)
        let judge = try PushJudge(
            catalog: catalog, push: push, artifacts: catalog.adoptedArtifacts())
        let verdict = await judge.verdict()
        guard verdict.isAccepted else {
            Refusals(catalog: catalog.directory).record(push, verdict)
            throw PushRefusal.error(verdict)
        }
        try Journal(catalog: catalog.directory).write(try intent(push, verdict, judge.snapshot))
    }

    /// `reference-transaction`, in `prepared`: what the verdict read must still be so.
    package func referenceTransaction(_ lines: [String]) async throws(RegistryError) {
        let moving = Set(try parse(lines))
        let catalog = try Catalog.openFromEnvironment(environment)
        for intent in Journal(catalog: catalog.directory).intents()
        where !moving.isDisjoint(with: intent.entry.updates) {
            guard try await catalog.reread(intent) != intent.evidence else { continue }
            throw RegistryError(
                .conflict,
                "What this push was judged by has changed since: the policy, the model "
                    + "or an approval.",
                remedy: "Fetch, look at what changed, and push again.")
        }
    }

    /// `post-receive`: version refs, the audit entry, the end of completed proposals; then whatever
    /// an earlier push that died left unfinished.
    package func postReceive(_ lines: [String]) async throws(RegistryError) {
        let catalog = try Catalog.openFromEnvironment(environment)
        let completion = Completion(catalog: catalog)
        try await completion.finish(moving: try parse(lines))
        _ = try await completion.finishAbandoned()
    }

    private func intent(
        _ push: Push, _ verdict: PushVerdict, _ snapshot: Snapshot
    ) throws(RegistryError) -> Intent {
        guard let process = ProcessMark(pid: parent) else {
            throw RegistryError(
                .internal, "The process \(parent) that runs this hook can't be found.",
                remedy: "Let git run the hook; it is not meant to be run by hand.")
        }
        let stamp = push.received.timestamp.filter { $0 != ":" && $0 != "-" }
        let entry = AuditEntry(
            schema: .current, number: 0, intent: "\(stamp)-\(randomID())", received: push.received,
            actor: push.actor, authentication: push.authentication, updates: push.updates,
            certificate: push.certificate, policy: snapshot.commit, versions: verdict.versions,
            verdicts: verdict.verdicts)
        return Intent(entry: entry, evidence: verdict.evidence, process: process)
    }

    private func parse(_ lines: [String]) throws(RegistryError) -> [AuditEntry.Update] {
        var updates: [AuditEntry.Update] = []
        for line in lines where !line.isEmpty {
            let words = line.split(separator: " ", maxSplits: 2)
            guard words.count == 3, let old = ObjectID(parsing: words[0]),
                let new = ObjectID(parsing: words[1])
            else {
                throw RegistryError(
                    .usage, "'\(line.printable)' is not '<old> <new> <ref>'.",
                    remedy: "Let git run the hook; it is not meant to be run by hand.")
            }
            updates.append(AuditEntry.Update(ref: String(words[2]), old: old, new: new))
        }
        return updates
    }
}

/// The error that carries every objection of a refused push, each with the ref it is about.
enum PushRefusal {
    static func error(_ verdict: PushVerdict) -> RegistryError {
        RegistryError(
            verdict.refusals.flatMap { refusal in
                refusal.objections.map { objection in
                    Objection(
                        objection.code, "\(refusal.ref.printable): \(objection.message)",
                        remedy: objection.remedy)
                }
            })
    }
}
