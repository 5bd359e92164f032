import Git
package import RegistryCore

extension Workspace {
    /// Merge requests, the newest first; read from what is here, so that a clone needs no network.
    ///
    /// - Parameters:
    ///   - status: The only ones that are meant; `nil`: all.
    ///   - limit: The most that are listed.
    package func requests(
        _ status: MergeRequest.Status?, limit: Int
    ) throws(RegistryError) -> [RequestSummary] {
        try catalog.requests(status, limit: limit).items
    }

    /// One merge request, with what stands in its way now.
    package func request(_ number: RequestNumber) async throws(RegistryError) -> RequestReport {
        try await catalog.report(
            on: try catalog.existingRequest(number), at: try catalog.snapshot(), now: session.now,
            in: try registryStore)
    }

    /// What a merge request changes, file by file.
    package func requestFiles(_ number: RequestNumber) throws(RegistryError) -> [RequestFile] {
        try catalog.files(of: try catalog.existingRequest(number))
    }

    /// Asks the registry for what `order` says, by a push that names the commit under review.
    ///
    /// - Throws: What the registry objects to: `conflict` if it was revised since `revision` was
    ///   looked at.
    package func ask(
        _ order: RequestOrder, of number: RequestNumber, reviewing revision: ObjectID? = nil
    ) async throws(RegistryError) -> RequestSummary {
        let commit =
            if let revision { revision } else { try catalog.existingRequest(number).head.commit }
        try await push(commit, for: .request(number), order)
        try await refresh()
        return RequestSummary(try catalog.existingRequest(number))
    }

    /// Pushes a commit for review, or about one.
    package func push(
        _ commit: ObjectID, for address: RequestAddress, _ order: RequestOrder
    ) async throws(RegistryError) {
        do {
            let options = try order.options.map { option throws(GitError) in
                try GitArgument.option("--push-option", option)
            }
            try await push(["\(commit):\(address)"], options: options)
        } catch let error as GitError {
            throw explain(error, "git push")
        } catch {
            throw RegistryError(any: error)
        }
    }
}
