import Artifacts
import FoundationEssentials
import Git
import RegistryCore

extension Catalog {
    /// Merge requests, the newest first. A page may hold less than `limit`, and more may follow.
    ///
    /// - Parameters:
    ///   - status: The only ones that are meant; `nil`: all. The open ones are found without a look
    ///     at the others.
    ///   - last: Where the page before ended.
    ///   - most: How many are looked at, whether they are wanted or not.
    ///   - isWanted: Which of them.
    func requests(
        _ status: MergeRequest.Status?, before last: RequestNumber? = nil, limit: Int,
        among most: Int = 1_000_000, where isWanted: (MergeRequest) -> Bool = { _ in true }
    ) throws(RegistryError) -> Page<RequestSummary> {
        let numbers = try requestNumbers(status, before: last, limit: most + 1)
        var found: [RequestSummary] = []
        var looked = 0
        for number in numbers.prefix(most) {
            guard found.count < limit else { break }
            looked += 1
            guard let request = try request(number), status ?? request.status == request.status,
                isWanted(request)
            else { continue }
            found.append(RequestSummary(request))
        }
        let rest = numbers.dropFirst(looked)
        return Page(items: found, end: rest.first.map { "\($0.next)" })
    }

    /// The numbers that there are before one, the newest first, at least of those with that status.
    /// A clone that fetched the merge requests alone has no sequence, and looks which it has.
    private func requestNumbers(
        _ status: MergeRequest.Status?, before last: RequestNumber?, limit: Int
    ) throws(RegistryError) -> [RequestNumber] {
        let index = try RequestIndex(of: self)
        let next = try index.next()
        let end = min(last ?? next, next)
        if status == .open, index.tree != nil {
            return Array(try index.open().drop { $0 >= end }.prefix(limit))
        }
        if next > .first {
            return (1..<end.value).suffix(limit).reversed().map { RequestNumber($0) }
        }
        let refs = try refs(below: CatalogRef.requestFolder, after: nil, limit: .max)
        return refs.compactMap { entry in
            if case .requestMeta(let number) = entry.ref { number } else { nil }
        }.filter { number in last.map { number < $0 } ?? true }.sorted(by: >)
    }

    /// Everything there is to say of a merge request.
    func report(
        on request: MergeRequest, at snapshot: Snapshot, now: Date, in store: (any ArtifactStore)?
    ) async throws(RegistryError) -> RequestReport {
        RequestReport(
            summary: RequestSummary(request), description: request.description,
            revisions: request.revisions.map(\.revision), events: request.events,
            standing: request.status == .open
                ? try await standing(of: request, at: snapshot, now: now, in: store) : nil,
            decision: request.decision)
    }

    /// What the rules of its target say of an open merge request now, whoever would merge it.
    func standing(
        of request: MergeRequest, at snapshot: Snapshot, now: Date, in store: (any ArtifactStore)?
    ) async throws(RegistryError) -> RequestStanding {
        let draft = request.isDraft ? [RequestFault.isDraft.objection] : []
        switch request.target {
        case .stage(let stage, let model):
            let pending = try await pending(
                request.head.commit, stage, model, at: snapshot, now: now, in: store)
            return RequestStanding(
                objections: draft + pending.objections, notes: [], approvers: pending.approvers)
        case .main:
            return RequestStanding(
                objections: draft
                    + (try await objections(toMerging: request, at: snapshot, now: now, in: store)),
                notes: [], approvers: [])
        }
    }

    /// What stands in the way of a change of `main`; nothing is written to find out.
    private func objections(
        toMerging request: MergeRequest, at snapshot: Snapshot, now: Date,
        in store: (any ArtifactStore)?
    ) async throws(RegistryError) -> [Objection] {
        do throws(RegistryError) {
            let rebase = try Rebase(of: request.head.commit, from: snapshot.commit, in: self)
            let conflicts = try rebase.conflicts(with: snapshot.tree)
            guard conflicts.isEmpty else { return conflicts }
            let update = AuditEntry.Update(
                ref: "\(CatalogRef.main)", old: rebase.base, new: request.head.commit)
            let push = Push(
                updates: [update], actor: request.author, authentication: .claimed, received: now)
            let judge = try PushJudge(
                catalog: self, push: push, artifacts: presence(in: store))
            _ = try await MainRules(judge: judge).judge(update)
            return []
        } catch {
            // Who merges it may have other roles.
            return error.objections.filter { $0.code != .roleMissing }
        }
    }

    /// Without a store at hand nobody can tell which artifacts are missing.
    private func presence(in store: (any ArtifactStore)?) -> ArtifactPresence {
        guard let store else { return { _ in [] } }
        return presentArtifacts(in: store)
    }

    /// What a merge request changes, file by file.
    ///
    /// - Parameters:
    ///   - isWanted: Which paths are told of.
    ///   - most: Of how many texts the lines are told.
    func files(
        of request: MergeRequest, texts most: Int = .max,
        where isWanted: (String) -> Bool = { _ in true }
    ) throws(RegistryError) -> [RequestFile] {
        let before = try commit(request.head.base).tree
        let after = try commit(request.head.commit).tree
        let changes = try translate("what is proposed") { () throws(GitError) in
            try repository.changes(
                from: before, to: after, limit: PushLimits.standard.changedPaths)
        }
        var files: [RequestFile] = []
        var texts = 0
        for change in changes {
            let path = change.text ?? String(decoding: change.path, as: UTF8.self).printable
            guard isWanted(path) else { continue }
            let text = texts < most ? try text(of: change, path) : nil
            if text != nil { texts += 1 }
            files.append(
                RequestFile(path: path, change: .init(of: change), lines: text?.lines ?? []))
        }
        return files
    }

    private func text(
        of change: PathChange, _ path: String
    ) throws(RegistryError) -> TextChange? {
        TextChange(of: path, from: try contents(change.old), to: try contents(change.new))
    }

    /// The bytes of a plain file; none for what isn't there, is no file, or too long to show.
    private func contents(_ entry: TreeEntry?) throws(RegistryError) -> [UInt8] {
        guard let entry, entry.mode == .file else { return [] }
        return try translate("blob \(entry.id)") { () throws(GitError) in
            guard let size = try repository.header(of: entry.id)?.size, size <= 256 << 10 else {
                return []
            }
            return try repository.blob(entry.id, limit: 256 << 10)
        }
    }
}

extension RequestFile.Change {
    fileprivate init(of change: PathChange) {
        self = change.old == nil ? .added : change.new == nil ? .removed : .changed
    }
}
