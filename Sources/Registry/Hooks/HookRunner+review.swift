import Git
package import RegistryCore
package import SystemPackage

/// What is pushed to `refs/for/…` (githooks(5), `proc-receive`).
extension HookRunner {
    /// The verdict on a push of either kind, and what is to be recorded of one for review.
    func verdict(of judge: PushJudge) async -> (PushVerdict, RequestJudge.Decided?) {
        let updates = judge.push.updates
        let asked = updates.first { $0.ref.hasPrefix(RequestAddress.folder) }
        guard let asked else { return (await judge.verdict(), nil) }
        do throws(RegistryError) {
            try requireReview(judge.catalog)
            let decided = try await RequestJudge(judge, options: pushOptions).decide()
            return (decided.verdict, decided)
        } catch {
            var verdict = PushVerdict()
            verdict.refusals = [(asked.ref, error.objections)]
            return (verdict, nil)
        }
    }

    /// Git itself would make an ordinary ref of it where it has not been told otherwise.
    private func requireReview(_ catalog: Catalog) throws(RegistryError) {
        let folder = try? catalog.repository.config("receive.procreceiverefs")
        guard folder.map({ "\($0)/" }) == RequestAddress.folder else {
            throw RegistryError(
                .refRefused, "This registry was made before there were merge requests.",
                remedy: "Have its operator run `cairn doctor --repair`.")
        }
    }

    /// What the client said with `-o` (git-push(1)).
    private var pushOptions: [String] {
        let count = environment["GIT_PUSH_OPTION_COUNT"].flatMap { Int($0) } ?? 0
        return (0..<max(0, min(count, 100))).compactMap { environment["GIT_PUSH_OPTION_\($0)"] }
    }

    /// `proc-receive`: records what `pre-receive` has accepted, and tells git how refs moved.
    ///
    /// - Returns: What the person who pushed is told.
    package func procReceive(
        reading input: FileDescriptor, writing output: FileDescriptor
    ) async throws(RegistryError) -> [String] {
        var exchange = ProcReceive(reading: input, writing: output)
        let ref = try exchange.begin()
        do throws(RegistryError) {
            let recorded = try await record(ref)
            try exchange.accept(ref, as: recorded.shown)
            return recorded.lines
        } catch {
            try exchange.refuse(ref, error.objections[0].message)
            throw error
        }
    }

    private func record(
        _ ref: String
    ) async throws(RegistryError) -> (shown: AuditEntry.Update?, lines: [String]) {
        let catalog = try Catalog.openFromEnvironment(environment)
        let journal = Journal(catalog: catalog.directory)
        let intent = journal.intents().first {
            $0.process == process && $0.request?.asked.ref == ref
        }
        guard let intent, let plan = intent.request else {
            throw RegistryError(
                .internal, "Nothing is known of a push to '\(ref.printable)'.",
                remedy: "Let git run the hook; it is not meant to be run by hand.")
        }
        let recorder = RequestRecorder(catalog: catalog, journal: journal)
        do throws(RegistryError) {
            let recorded = try await recorder.carryOut(intent, plan)
            return (recorded.shown(plan), recorded.lines(plan))
        } catch {
            // Nothing has moved. After any other failure that is not certain.
            if error.kind == .conflict || error.kind == .refused { journal.remove(intent) }
            throw error
        }
    }
}

extension RequestRecorder.Recorded {
    /// The move that a client is shown in place of the ref that it pushed to: that of the branch
    /// merged into, or else of the revision.
    ///
    /// Only one to the very commit that it pushed: of any other, which it does not have, `git push`
    /// would complain when it brings its remote-tracking branches up to date.
    fileprivate func shown(_ plan: RequestPlan) -> AuditEntry.Update? {
        let head = "\(CatalogRef.requestHead(request.number))"
        return (plan.moves.prefix(1) + updates.filter { $0.ref == head })
            .last { $0.new == plan.asked.new }
    }

    fileprivate func lines(_ plan: RequestPlan) -> [String] {
        let what = "Merge request \(request.number) \(plan.change.word)"
        if case .merged(let decision) = plan.change {
            return ["\(what): \(request.target) is at \(decision.result)"]
        }
        return ["\(what): \(request.title)"]
    }
}

extension Intent {
    /// Takes in what is to be recorded of a merge request.
    mutating func carry(_ decided: RequestJudge.Decided) {
        request = decided.plan
        entry.asked = [decided.plan.asked]
        entry.updates = decided.plan.moves
        entry.contributors =
            decided.contributors.isEmpty ? nil : decided.contributors.sorted()
    }
}
