import FoundationEssentials
import RegistryCore

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
    /// The most cores kept busy: each part at work has a repository, and memory, of its own.
    private static let mostCores = 8
    /// So that a core which is done early, or was busy with something else, takes another.
    private static let partsPerCore = 4
    /// With fewer items than this to a part, opening another repository is not worth it.
    private static let leastItems = 32

    /// Does `work` on all items, cut into parts that all cores are busy with, each part with a
    /// catalog of its own.
    ///
    /// - Returns: The parts' answers, in the order of the items.
    func inParts<Item: Sendable, Answer: Sendable>(
        _ items: [Item],
        _ work: @escaping @Sendable (Catalog, ArraySlice<Item>) async throws -> Answer
    ) async throws(RegistryError) -> [Answer] {
        let cores = min(ProcessInfo.processInfo.activeProcessorCount, Self.mostCores)
        let count = max(1, min(cores * Self.partsPerCore, items.count / Self.leastItems))
        let size = max(1, (items.count + count - 1) / count)
        let place = place
        do {
            return try await withThrowingTaskGroup { group in
                for (part, start) in stride(from: 0, to: items.count, by: size).enumerated() {
                    group.addTask {
                        let slice = items[start..<min(start + size, items.count)]
                        let catalog = try place.open(reader: part % Self.mostCores + 1)
                        return (part, try await work(catalog, slice))
                    }
                }
                var answers: [Int: Answer] = [:]
                for try await (part, answer) in group { answers[part] = answer }
                return answers.sorted { $0.key < $1.key }.map(\.value)
            }
        } catch {
            throw RegistryError(any: error)
        }
    }
}
