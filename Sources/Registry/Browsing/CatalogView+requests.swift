import Git
package import RegistryCore

extension CatalogView {
    /// The merge requests, the newest first. One that changes a model that is not theirs to see, or
    /// root files where they don't see the whole, is not there.
    ///
    /// A page may hold less than `limit`, and more may follow.
    package func requests(
        before last: RequestNumber?, limit: Int
    ) throws(RegistryError) -> Page<RequestSummary> {
        try catalog.requests(
            nil, before: last, limit: limit, among: Self.mostRequests, where: shows)
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

    /// Files that the revision under review changes, of those that may be seen.
    ///
    /// - Parameter most: Of how many texts the lines are told.
    package func files(
        of request: MergeRequest, texts most: Int
    ) throws(RegistryError) -> [RequestFile] {
        try catalog.files(of: request, texts: most, where: shows)
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
