import Git
package import RegistryCore

extension Catalog {
    /// The merge request of that number, as its events have made it; `nil` if there is none here.
    package func request(_ number: RequestNumber) throws(RegistryError) -> MergeRequest? {
        guard let tip = try tip(.requestMeta(number)) else { return nil }
        return try request(number, endingIn: tip)
    }

    /// The merge request whose newest event is the commit `tip`.
    func request(
        _ number: RequestNumber, endingIn tip: ObjectID
    ) throws(RegistryError) -> MergeRequest {
        let events = try requestEvents(endingIn: tip).map(\.event)
        do throws(RequestFault) { return try MergeRequest(number, folding: events) } catch {
            throw damagedRequest("\(CatalogRef.requestMeta(number))")
        }
    }

    /// The merge request of that number.
    ///
    /// - Throws: `merge-request-missing` if there is none here.
    package func existingRequest(_ number: RequestNumber) throws(RegistryError) -> MergeRequest {
        if let request = try request(number) { return request }
        throw missingRequest(number)
    }

    func missingRequest(_ number: RequestNumber) -> RegistryError {
        RegistryError(
            .mergeRequestMissing, "There is no merge request \(number).",
            remedy: "Run `cairn mr list` to see them.")
    }

    /// The events that end in the commit `tip`, oldest first.
    func requestEvents(
        endingIn tip: ObjectID
    ) throws(RegistryError) -> [(commit: Commit, event: RequestEvent)] {
        var found: [(Commit, RequestEvent)] = []
        var next: ObjectID? = tip
        while let id = next, found.count < 2 * MergeRequest.mostEvents {
            let commit = try commit(id)
            let event = try requestEvent(of: commit)
            found.append((commit, event))
            // The first event has its revision for a parent, and no event.
            next = event.number == 1 ? nil : commit.parents.first
        }
        return found.reversed()
    }

    private func requestEvent(of commit: Commit) throws(RegistryError) -> RequestEvent {
        guard let bytes = try file(RequestWriter.path, in: commit.tree) else {
            throw damagedRequest("\(commit.id)")
        }
        return try decodeJSON(RequestEvent.self, from: bytes, what: "the event \(commit.id)")
    }

    private func damagedRequest(_ what: String) -> RegistryError {
        RegistryError(
            .corrupt, "\(what) is not what a registry writes of a merge request.",
            remedy: "Run `cairn audit verify` to see who rewrote it.")
    }
}
