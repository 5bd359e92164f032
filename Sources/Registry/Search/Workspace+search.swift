package import RegistryCore
import SearchIndex

extension Workspace {
    /// One page of what a query finds.
    package func search(_ request: SearchRequest) async throws(RegistryError) -> SearchPage {
        try await index.ask(for: .command, progress: session.progress) { index in
            try await index.search(request, atMost: searchTime)
        }
    }

    /// What a subject was made from, or what was made from it.
    ///
    /// - Parameter room: The most that is told.
    package func lineage(
        _ direction: LineageDirection, from subject: LineageSubject, atMost room: Int
    ) async throws(RegistryError) -> LineageTree {
        try await index.ask(for: .command, progress: session.progress) { index in
            try await index.lineage(direction, from: subject, atMost: room, within: searchTime)
        }
    }

    /// The version that a reference names, for lineage to begin at.
    package func subject(
        of reference: Reference
    ) throws(RegistryError) -> LineageSubject {
        let record = try catalog.resolve(reference, at: try catalog.snapshot())
        return .version(record.model, record.number)
    }
}

/// For how long a search may take: a good one takes milliseconds.
package let searchTime = Duration.seconds(10)
