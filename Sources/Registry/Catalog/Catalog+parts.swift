import FoundationEssentials
import RegistryCore
import Synchronization

/// Where a catalog lies, for another thread to open it again: a repository is for one at a time.
struct CatalogPlace: Sendable {
    /// The catalog, or the clone.
    let directory: String
    let environment: [String: String]
    /// Whether objects need not be held to their names.
    var isTrusted: Bool

    /// - Parameter reader: A number from 1 on, another for each of those that read side by side.
    func open(reader: Int = 0) throws(RegistryError) -> Catalog {
        try Catalog.open(directory, environment: environment, isTrusted: isTrusted, reader: reader)
    }
}

extension Catalog {
    /// The most cores kept busy: each has a repository, and memory, of its own.
    private static let mostCores = 8
    /// So that all cores are done at the same time, though one was busy with something else.
    private static let partsPerCore = 16
    /// With fewer items than this to a core, opening another repository is not worth it.
    private static let leastItems = 32

    /// Does `work` on all items, cut into parts that all cores take from, each core with a catalog
    /// of its own.
    ///
    /// - Returns: The parts' answers, in the order of the items.
    func inParts<Item: Sendable, Answer: Sendable>(
        _ items: [Item],
        _ work: @escaping @Sendable (Catalog, ArraySlice<Item>) async throws -> Answer
    ) async throws(RegistryError) -> [Answer] {
        let cores = max(
            1,
            min(
                ProcessInfo.processInfo.activeProcessorCount, Self.mostCores,
                items.count / Self.leastItems))
        let parts = Parts(of: items.count, into: cores * Self.partsPerCore)
        let place = place
        do {
            return try await withThrowingTaskGroup { group in
                for core in 1...cores {
                    group.addTask {
                        let catalog = try place.open(reader: core)
                        var answers: [(start: Int, answer: Answer)] = []
                        while let part = parts.next() {
                            try Task.checkCancellation()
                            answers.append(
                                (part.lowerBound, try await work(catalog, items[part])))
                        }
                        return answers
                    }
                }
                var answers: [(start: Int, answer: Answer)] = []
                for try await some in group { answers += some }
                return answers.sorted { $0.start < $1.start }.map(\.answer)
            }
        } catch {
            throw RegistryError(any: error)
        }
    }
}

/// The parts that some items are cut into, for whoever has time to take the next.
private final class Parts: Sendable {
    private let rest: Mutex<Range<Int>>
    private let size: Int

    init(of count: Int, into parts: Int) {
        rest = Mutex(0..<count)
        size = max(1, (count + parts - 1) / parts)
    }

    /// The next part; `nil` when all are taken.
    func next() -> Range<Int>? {
        rest.withLock { rest in
            let part = rest.prefix(size)
            rest = rest.dropFirst(size)
            return part.isEmpty ? nil : part
        }
    }
}
