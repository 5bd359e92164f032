import FoundationEssentials
import RegistryCore

extension Catalog {
    /// Does `work` on all items, on all cores, each time with a catalog of its own, and hands the
    /// answers to `take` in the order of the items, as they come: only a few are ever held.
    func inOrder<Item: Sendable, Answer: Sendable>(
        _ items: [Item],
        _ work: @escaping @Sendable (Catalog, Item) async throws -> Answer,
        taking take: (Answer) throws -> Void
    ) async throws {
        let place = place
        var waiting: [Int: Answer] = [:]
        var (started, taken) = (0, 0)
        try await withThrowingTaskGroup(of: (Int, Answer).self) { group in
            let cores = ProcessInfo.processInfo.activeProcessorCount
            while taken < items.count {
                // One more than there are cores, for who takes is busy, too.
                while started < min(items.count, taken + cores + 1) {
                    let (index, item) = (started, items[started])
                    group.addTask { (index, try await work(try place.open(), item)) }
                    started += 1
                }
                guard let (index, answer) = try await group.next() else { return }
                waiting[index] = answer
                while let next = waiting.removeValue(forKey: taken) {
                    try take(next)
                    taken += 1
                }
            }
        }
    }
}
