import Artifacts
import FoundationEssentials
import Git
import RegistryCore

extension Catalog {
    /// Merge requests, the newest first.
    ///
    /// - Parameters:
    ///   - last: The one that the page before ended with.
    ///   - isWanted: Which of them; others are read and left out.
    func requests(
        before last: RequestNumber?, limit: Int, where isWanted: (MergeRequest) -> Bool
    ) throws(RegistryError) -> Page<RequestSummary> {
        var page = PageBuilder<RequestSummary>(limit: limit)
        let numbers = try requestNumbers().filter { last.map($0.isBefore) ?? true }
        for number in numbers {
            guard let request = try request(number), isWanted(request) else { continue }
            guard page.add(RequestSummary(request), ofBytes: 1_000) else { break }
        }
        return page.page { "\($0.number)" }
    }

    /// The open merge requests, the newest first, found without looking at the others.
    func openRequests(
        before last: RequestNumber?, limit: Int, where isWanted: (MergeRequest) -> Bool
    ) throws(RegistryError) -> Page<RequestSummary> {
        var page = PageBuilder<RequestSummary>(limit: limit)
        let numbers = try RequestIndex(of: self).open().filter { last.map($0.isBefore) ?? true }
        for number in numbers {
            guard let request = try request(number), isWanted(request) else { continue }
            guard page.add(RequestSummary(request), ofBytes: 1_000) else { break }
        }
        return page.page { "\($0.number)" }
    }

    /// The numbers that there are, the newest first. A clone that fetched the merge requests alone
    /// has no sequence, and looks which it has.
    private func requestNumbers() throws(RegistryError) -> [RequestNumber] {
        let next = try RequestIndex(of: self).next()
        if next > .first { return (1..<next.value).reversed().map { RequestNumber($0) } }
        let refs = try refs(below: "refs/merge-requests", after: nil, limit: .max)
        return refs.compactMap { entry in
            if case .requestMeta(let number) = entry.ref { number } else { nil }
        }.sorted(by: >)
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
    func files(of request: MergeRequest) throws(RegistryError) -> [RequestFile] {
        let before = try commit(request.head.base).tree
        let after = try commit(request.head.commit).tree
        let changes = try translate("what is proposed") { () throws(GitError) in
            try repository.changes(from: before, to: after, limit: 10_000)
        }
        var files: [RequestFile] = []
        for change in changes {
            let path = change.text ?? String(decoding: change.path, as: UTF8.self).printable
            let old = try contents(change.old), new = try contents(change.new)
            let kind: RequestFile.Change =
                change.old == nil ? .added : change.new == nil ? .removed : .changed
            files.append(
                RequestFile(
                    path: path, change: kind,
                    lines: TextChange(of: path, from: old, to: new)?.lines ?? []))
        }
        return files
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

extension RequestNumber {
    /// Whether `other` comes before it where the newest are first.
    fileprivate func isBefore(_ other: RequestNumber) -> Bool { other < self }
}
