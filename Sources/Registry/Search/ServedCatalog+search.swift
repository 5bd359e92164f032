package import FoundationEssentials
package import RegistryCore
import SearchIndex

extension ServedCatalog {
    /// The versions that a query finds among those that `caller` may see.
    ///
    /// - Parameters:
    ///   - last: Where the page before it ended.
    ///   - caller: Whoever it is must have been allowed to by `Policy.access`.
    ///   - patience: How long to wait for an index that is being built.
    /// - Throws: `busy` while the index is being built; `too-much` if it takes too long.
    package nonisolated func search(
        for query: SearchQuery, in order: SearchOrder, after last: String?, limit: Int,
        as caller: Caller, now: Date, patience: Duration = patience
    ) async throws -> Page<FoundVersion> {
        let last = try last.map { text throws(RegistryError) in
            try SearchPlace(parsing: text, for: query, in: order, secret: secret)
        }
        return try await ask(as: caller, now: now, within: patience) {
            [secret] index, namespaces in
            let start = try await Self.position(of: last, in: order, index)
            var request = SearchRequest(query, in: order, after: start, limit: limit)
            request.namespaces = namespaces
            let page = try await index.search(request, atMost: Self.longestSearch)
            guard let end = page.end, let version = page.versions.last else {
                return Page(items: page.versions, end: nil)
            }
            let place = SearchPlace(of: version, at: end)
            return Page(
                items: page.versions, end: place.text(for: query, in: order, sealedBy: secret))
        }
    }

    private static func position(
        of place: SearchPlace?, in order: SearchOrder, _ index: IndexFile
    ) async throws -> SearchPosition? {
        guard let place else { return nil }
        let position = try await index.position(
            of: place.model, place.number, at: place.value, in: order, atMost: longestSearch)
        guard let position else { throw RegistryError.pageInvalid }
        return position
    }

    /// What a subject was made from, and what was made from it, as far as `caller` may see it.
    ///
    /// - Parameters:
    ///   - directions: Which of the two is asked for.
    ///   - limit: The most that is told each way.
    ///   - caller: Whoever it is must have been allowed to by `Policy.access`.
    ///   - patience: How long to wait for an index that is being built.
    ///   - subject: Finds what it begins at.
    package nonisolated func lineage(
        _ directions: Set<LineageDirection>, atMost limit: Int, as caller: Caller, now: Date,
        patience: Duration = patience,
        from subject: @escaping @Sendable (CatalogView) throws -> LineageSubject
    ) async throws -> LineageReport {
        try await ask(as: caller, now: now, within: patience) { index, namespaces in
            let subject = try await self.view(for: caller, now: now, subject)
            func tree(_ direction: LineageDirection) async throws -> LineageTree? {
                guard directions.contains(direction) else { return nil }
                return try await index.lineage(
                    direction, from: subject, in: namespaces, atMost: limit,
                    within: Self.longestSearch)
            }
            return LineageReport(
                subject: subject, up: try await tree(.up), down: try await tree(.down))
        }
    }

    /// For how long a search may take: a good one takes milliseconds.
    private static let longestSearch = Duration.seconds(2)
    /// How long a client waits for an index that is being brought up to the catalog.
    package static let patience = Duration.seconds(10)

    /// Asks the index for what `caller` may see.
    private nonisolated func ask<Answer: Sendable>(
        as caller: Caller, now: Date, within patience: Duration = patience,
        _ body: @escaping @Sendable (IndexFile, Set<Namespace>?) async throws -> Answer
    ) async throws -> Answer {
        let asking = Task { [self] in
            await patiently { try await answer(as: caller, now: now, $0, body) }
        }
        guard let outcome = await value(of: asking, within: patience) else {
            throw RegistryError.indexBusy
        }
        return try outcome.get()
    }

    /// Asks again while another process builds the index, or writes to it.
    private nonisolated func patiently<Answer: Sendable>(
        _ body: @Sendable (IndexFile) async throws -> Answer
    ) async -> Result<Answer, any Error> {
        let end = ContinuousClock.now + Self.patience
        while true {
            do {
                return .success(try await searchRoom.ask(body))
            } catch  where error.kind == .conflict {
                guard ContinuousClock.now < end else { return .failure(RegistryError.indexBusy) }
                try? await Task.sleep(for: .milliseconds(50))
            } catch {
                return .failure(error)
            }
        }
    }

    /// What was shown may be newer than the policy that was read before it, and a model be hidden
    /// since: then it's asked again.
    private nonisolated func answer<Answer: Sendable>(
        as caller: Caller, now: Date, _ index: IndexFile,
        _ body: @Sendable (IndexFile, Set<Namespace>?) async throws -> Answer
    ) async throws -> Answer {
        var namespaces = try await view(for: caller, now: now) { $0.namespaces }
        while true {
            let answer = try await body(index, namespaces)
            let still = try await view(for: caller, now: now) { $0.namespaces }
            if still == namespaces { return answer }
            namespaces = still
        }
    }
}

extension RegistryError {
    /// There is no index to ask yet.
    fileprivate static let indexBusy = RegistryError(
        .busy, "The search index is being built.", remedy: "Try again in a minute.")
}
