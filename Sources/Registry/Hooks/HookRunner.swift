import Artifacts
package import FoundationEssentials
import Git
import Hooks
package import RegistryCore

/// What the catalog's own hooks do, called by `cairn hook <name>`.
package struct HookRunner {
    let environment: [String: String]
    let now: Date
    /// The `git receive-pack` that runs the hooks, by which an intent is known to be under way.
    let process: ProcessMark?

    /// - Parameter parent: The number of the process that has called us: `git receive-pack`, or a
    ///   script that it runs.
    package init(environment: [String: String], now: Date, parent: Int32) {
        self.environment = environment
        self.now = now.wholeSeconds
        process = ProcessMark(pid: GitProcess.runner(ofHookCalledBy: parent))
    }

    /// `pre-receive`: accepts the push and writes down that it did, or throws every objection.
    ///
    /// - Parameter lines: `<old> <new> <ref>`, as githooks(5) says.
    package func preReceive(_ lines: [String]) async throws(RegistryError) {
        let catalog = try Catalog.openFromEnvironment(environment)
        if let primary = Primary(of: catalog) { throw primary.refusal }
        let updates = try parse(lines)
        try await tidyUp(catalog, before: updates)
        let pusher = try await pusher(catalog, of: updates)
        let push = Push(
            updates: updates, actor: pusher.person, authentication: pusher.authentication,
            received: now, certificate: pusher.certificate, reach: pusher.reach,
            subject: pusher.subject)
        let judge = try PushJudge(
            catalog: catalog, push: push, artifacts: try catalog.adoptedArtifacts())
        let (verdict, decided) = await verdict(of: judge)
        guard verdict.isAccepted else {
            Refusals(catalog: catalog.directory).record(push, verdict)
            throw PushRefusal.error(verdict)
        }
        var intent = try intent(push, verdict, judge.snapshot)
        if let decided { intent.carry(decided) }
        try Journal(catalog: catalog.directory).write(intent)
    }

    /// What a push that died has left undone is done, and what it left in the way is removed.
    ///
    /// Not in the quarantine of this push: whether it is accepted or not, the other one was.
    private func tidyUp(
        _ catalog: Catalog, before updates: [AuditEntry.Update]
    ) async throws(RegistryError) {
        let registry = try Catalog.open(
            catalog.directory, environment: environment.filter { !$0.key.isOfQuarantine })
        await registry.clearLocks(of: updates.map(\.ref))
        _ = try await Completion(catalog: registry).finishAbandoned()
    }

    /// `reference-transaction`, in `prepared`: what the verdict read must still be so, and the
    /// objects, now out of their quarantine, must be durable before a ref names them.
    package func referenceTransaction(_ lines: [String]) async throws(RegistryError) {
        let moving = Set(try parse(lines))
        let catalog = try Catalog.openFromEnvironment(environment)
        for intent in Journal(catalog: catalog.directory).intents()
        where intent.process == process && !moving.isDisjoint(with: intent.entry.updates) {
            do { try catalog.syncObjects(in: intent.objectFolders) } catch { throw explain(error) }
            guard try await catalog.reread(intent) != intent.evidence else { continue }
            throw RegistryError(
                .conflict,
                "What this push was judged by has changed since: the policy, the model "
                    + "or an approval.",
                remedy: "Fetch, look at what changed, and push again.")
        }
    }

    /// `post-receive`: version refs, the audit entry, the end of completed proposals, the search
    /// index.
    package func postReceive(_ lines: [String]) async throws(RegistryError) {
        let catalog = try Catalog.openFromEnvironment(environment)
        guard let process else { return }
        try await Completion(catalog: catalog).finish(pushOf: process)
        CatalogIndex(of: catalog).update()
    }

    private var quarantinedFolders: [String] {
        guard let path = environment["GIT_QUARANTINE_PATH"] else { return [] }
        return (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    }

    private func intent(
        _ push: Push, _ verdict: PushVerdict, _ snapshot: Snapshot
    ) throws(RegistryError) -> Intent {
        guard let process else {
            throw RegistryError(
                .internal, "The process that runs this hook can't be found.",
                remedy: "Let git run the hook; it is not meant to be run by hand.")
        }
        let stamp = push.received.timestamp.filter { $0 != ":" && $0 != "-" }
        let entry = AuditEntry(
            schema: .current, number: 0, intent: "\(stamp)-\(randomID())", received: push.received,
            actor: push.actor, authentication: push.authentication, subject: push.subject,
            updates: push.updates, certificate: push.certificate, policy: snapshot.commit,
            versions: verdict.versions,
            verdicts: verdict.verdicts)
        return Intent(
            entry: entry, evidence: verdict.evidence, process: process,
            objectFolders: quarantinedFolders)
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

extension String {
    /// Whether a variable of this name shows a process the objects of one push only.
    fileprivate var isOfQuarantine: Bool {
        hasPrefix("GIT_QUARANTINE") || hasPrefix("GIT_OBJECT") || hasPrefix("GIT_ALTERNATE")
            || self == "GIT_DIR"
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
