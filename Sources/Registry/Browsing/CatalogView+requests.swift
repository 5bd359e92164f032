import Git
package import RegistryCore

extension CatalogView {
    /// The merge requests, the newest first. One that changes a model that is not theirs to see, or
    /// root files where they don't see the whole, is not there.
    ///
    /// A page may hold less than `limit`, and more may follow.
    package func requests(
        before last: RequestNumber?, limit: Int
    ) throws(RegistryError) -> Page<MergeRequest> {
        let next = try RequestIndex(of: catalog).next().value
        var found: [MergeRequest] = []
        var end = min(last?.value ?? next, next)
        for _ in 0..<Self.mostRequests {
            guard end > 1, found.count < limit else { break }
            end -= 1
            if let request = try catalog.request(RequestNumber(end)), shows(request) {
                found.append(request)
            }
        }
        return Page(items: found, end: end > 1 ? "\(end)" : nil)
    }

    /// How many are looked at for one page.
    private static let mostRequests = 200

    /// One merge request.
    ///
    /// - Throws: `merge-request-missing` if there is none of that number, or not for them.
    package func request(_ number: RequestNumber) throws(RegistryError) -> MergeRequest {
        let request = try catalog.existingRequest(number)
        guard shows(request) else { throw catalog.missingRequest(number) }
        return request
    }

    /// What the judge says of the proposal under review; `nil` where there is none: it has ended,
    /// or is for `main`.
    package func verdict(
        on request: MergeRequest
    ) async throws(RegistryError) -> PendingProposal? {
        guard request.status == .open, case .stage(let stage, let model) = request.target else {
            return nil
        }
        return try await catalog.pending(
            request.head.commit, stage, model, at: snapshot, now: now, in: store)
    }

    /// What the rules of `main` say of an open merge request for it; `nil` for any other.
    package func standing(
        of request: MergeRequest
    ) async throws(RegistryError) -> RequestStanding? {
        guard request.status == .open, request.target == .main else { return nil }
        return try await catalog.standing(of: request, at: snapshot, now: now, in: store)
    }

    /// Files that the revision under review changes, and how, of those that may be seen.
    ///
    /// - Parameter limit: Of how many texts the difference is told.
    package func changes(
        in request: MergeRequest, limit: Int
    ) throws(RegistryError) -> (paths: [String], texts: [TextChange]) {
        let (base, head) = (
            try catalog.commit(request.head.base).tree, try catalog.commit(request.head.commit).tree
        )
        let found = try translate("merge request \(request.number)") { () throws(GitError) in
            try catalog.repository.changes(
                from: base, to: head, limit: PushLimits.standard.changedPaths)
        }
        var (paths, texts): ([String], [TextChange]) = ([], [])
        for change in found {
            let path = String(decoding: change.path, as: UTF8.self)
            guard shows(path) else { continue }
            paths.append(path)
            if texts.count < limit, let text = try textChange(path, from: base, to: head) {
                texts.append(text)
            }
        }
        return (paths, texts)
    }

    private func textChange(
        _ path: String, from base: ObjectID, to head: ObjectID
    ) throws(RegistryError) -> TextChange? {
        let old = try catalog.file(path, in: base) ?? [],
            new = try catalog.file(path, in: head) ?? []
        return TextChange(of: path, from: old, to: new)
    }

    private func shows(_ request: MergeRequest) -> Bool {
        guard namespaces != nil else { return true }
        return request.revisions.map(\.revision).allSatisfy { revision in
            revision.rootFiles == 0 && !revision.models.isEmpty
                && revision.models.allSatisfy { shows($0.namespace) }
        }
    }

    /// Whether a path of the catalog is of a model that may be seen.
    private func shows(_ path: String) -> Bool {
        guard namespaces != nil else { return true }
        let parts = path.split(separator: "/")
        guard parts.count > 2, parts[0] == "models" else { return false }
        return Namespace(parsing: parts[1]).map(shows) ?? false
    }
}
