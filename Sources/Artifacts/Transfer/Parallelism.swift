import RegistryCore

/// How many things are under way at once.
package struct Parallelism: Hashable, Sendable {
    /// Of those that are longer than `small`.
    let large: Int
    /// Of the others.
    let many: Int

    /// What counts as small, in bytes at the most.
    static let small: Int64 = 256 << 10
    /// How many small artifacts: waiting for the disk is most of their time, and whoever waits
    /// together waits for the same writing of the file system's journal.
    static let most = 32

    /// Artifacts: enough to overlap one file's `fsync` with another's hashing; each takes two
    /// chunks of memory and at most two threads.
    package static let artifacts = Parallelism(ofLarge: 4)
    /// Artifacts that are all small.
    static let smallArtifacts = Parallelism(most)
    /// Questions, which take no memory, but may have far to go.
    package static let lookups = Parallelism(16)

    /// So many, however long they are.
    package init(_ count: Int) {
        (large, many) = (count, count)
    }

    /// So many large ones, and more of small ones.
    package init(ofLarge count: Int) {
        (large, many) = (count, Self.most)
    }

    /// How many may be under way with one of so many bytes among them.
    func width(with size: Int64) -> Int { size > Self.small ? large : many }
}

/// Does `work` on every artifact, so many at a time and the largest first, and goes on after a
/// failure that is about that artifact.
///
/// - Returns: What failed and why, in the order of `pointers`.
/// - Throws: `interrupted`, and `unavailable`: the next one would only wait for it again.
func failures(
    of pointers: [Pointer], _ parallelism: Parallelism,
    _ work: @escaping @Sendable (Pointer) async throws(StoreError) -> Void
) async throws(StoreError) -> [(pointer: Pointer, error: StoreError)] {
    let errors = try await inParallel(
        pointers, parallelism, largestFirst: \.size
    ) { (pointer) async throws(StoreError) -> StoreError? in
        do throws(StoreError) {
            try await work(pointer)
            return nil
        } catch {
            switch error {
            case .interrupted, .unavailable: throw error
            default: return error
            }
        }
    }
    return zip(pointers, errors).compactMap { pointer, error in error.map { (pointer, $0) } }
}

/// Does `work` on every item, so many at a time; the first failure cancels the rest.
///
/// - Parameter size: In bytes. Large items start first, or the last one would run alone for long.
/// - Returns: The answers in the order of `items`.
package func inParallel<Item: Sendable, Answer: Sendable>(
    _ items: [Item], _ parallelism: Parallelism = .artifacts,
    largestFirst size: (Item) -> Int64 = { _ in 0 },
    _ work: @escaping @Sendable (Item) async throws(StoreError) -> Answer
) async throws(StoreError) -> [Answer] {
    let sizes = items.map(size)
    let order = items.indices.sorted { sizes[$0] > sizes[$1] }
    let results = await results(
        of: order, width: { parallelism.width(with: sizes[$0]) }
    ) { (index) async throws(StoreError) in
        try await work(items[index])
    }
    var answers: [Int: Answer] = [:]
    for (index, result) in results {
        answers[index] = try result.get()
    }
    return items.indices.compactMap { answers[$0] }
}

/// What became of the items that were begun, in the order they ended; the first failure, then, is
/// the one that cancelled the others.
///
/// - Parameter width: How many may be under way once that item is.
private func results<Answer: Sendable>(
    of order: [Int], width: (Int) -> Int,
    _ work: @escaping @Sendable (Int) async throws(StoreError) -> Answer
) async -> [(Int, Result<Answer, StoreError>)] {
    await withTaskGroup { group in
        @Sendable func result(of index: Int) async -> (Int, Result<Answer, StoreError>) {
            await (index, Result { () async throws(StoreError) in try await work(index) })
        }
        var waiting = order[...]
        var ended: [(Int, Result<Answer, StoreError>)] = []
        while true {
            while let index = waiting.first,
                order.count - waiting.count - ended.count < width(index)
            {
                waiting.removeFirst()
                group.addTask { await result(of: index) }
            }
            guard let next = await group.next() else { return ended }
            ended.append(next)
            if case .failure = next.1 {
                group.cancelAll()
                waiting = []
            }
        }
    }
}
