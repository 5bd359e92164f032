package import RegistryCore

extension ArtifactStore {
    /// Keeps many artifacts, a few at a time and the largest first.
    ///
    /// - Returns: What was kept, in the order of `sources`.
    /// - Throws: The first failure, which cancels the rest; what was kept by then stays.
    @discardableResult
    package func putAll(
        _ sources: [(source: ArtifactSource, expecting: Pointer?)], progress: Progress = .silent
    ) async throws(StoreError) -> [Pointer] {
        // What nobody knows the length of may be long.
        let sizes = sources.map {
            $0.expecting?.size ?? $0.source.size ?? Parallelism.small + 1
        }
        return try await inGroups(
            sources, sizes
        ) { (group) async throws(StoreError) -> [Pointer] in
            guard let only = group.only else {
                return try await put(together: group, progress: progress)
            }
            return [try await put(only.source, expecting: only.expecting, progress: progress)]
        }
    }

    package func put(
        together items: [(source: ArtifactSource, expecting: Pointer?)], progress: Progress
    ) async throws(StoreError) -> [Pointer] {
        try await inParallel(
            items, .smallArtifacts
        ) { (item) async throws(StoreError) -> Pointer in
            try await put(item.source, expecting: item.expecting, progress: progress)
        }
    }

    package func fetch(
        together items: [(pointer: Pointer, path: String)], progress: Progress
    ) async throws(StoreError) {
        _ = try await inParallel(
            items, .smallArtifacts
        ) { (item) async throws(StoreError) -> Bool in
            try await fetch(item.pointer, to: item.path, progress: progress)
            return true
        }
    }

    /// The lengths in bytes of artifacts, asked for in parallel; `nil` for what the store has not.
    package func sizes(of digests: [Digest]) async throws(StoreError) -> [Int64?] {
        try await inParallel(
            digests, .lookups
        ) { (digest) async throws(StoreError) -> Int64? in try await size(of: digest) }
    }

    /// What of these the store has not, or not at that length, asked for in parallel.
    ///
    /// - Returns: What is wrong with each, in the order of `pointers`.
    package func lacking(
        _ pointers: [Pointer]
    ) async throws(StoreError) -> [(pointer: Pointer, error: StoreError)] {
        try await failures(of: pointers, .lookups) {
            (pointer) async throws(StoreError) in
            guard let size = try await size(of: pointer.digest) else {
                throw .missing(pointer.digest)
            }
            try pointer.check(size: size)
        }
    }

    /// Makes verified copies of many artifacts, a few at a time and the largest first.
    ///
    /// - Throws: The first failure, which cancels the rest; what was copied by then stays.
    package func fetchAll(
        _ wanted: [(pointer: Pointer, path: String)], progress: Progress = .silent
    ) async throws(StoreError) {
        _ = try await inGroups(
            wanted, wanted.map(\.pointer.size)
        ) { (group) async throws(StoreError) -> [Bool] in
            if let only = group.only {
                try await fetch(only.pointer, to: only.path, progress: progress)
            } else {
                try await fetch(together: group, progress: progress)
            }
            return group.map { _ in true }
        }
    }
}

/// Does `work` on each of the large items, and on many small ones together: what a few would gain
/// by that, they would lose by waiting for each other.
///
/// - Returns: The answers in the order of `items`.
func inGroups<Item: Sendable, Answer: Sendable>(
    _ items: [Item], _ sizes: [Int64],
    _ work: @escaping @Sendable ([Item]) async throws(StoreError) -> [Answer]
) async throws(StoreError) -> [Answer] {
    let small = items.indices.filter { sizes[$0] <= Parallelism.small }
    let isWorthIt = small.count >= 2 * FilesTogether.most
    var groups = items.indices.filter { !isWorthIt || sizes[$0] > Parallelism.small }.map { [$0] }
    for start in stride(from: 0, to: isWorthIt ? small.count : 0, by: FilesTogether.most) {
        groups.append(Array(small[start...].prefix(FilesTogether.most)))
    }
    let answers = try await inParallel(
        groups, largestFirst: { $0.only.map { sizes[$0] } ?? Parallelism.small + 1 }
    ) { (group) async throws(StoreError) -> [Answer] in
        try await work(group.map { items[$0] })
    }
    let ordered = zip(groups.joined(), answers.joined()).sorted { $0.0 < $1.0 }
    return ordered.map(\.1)
}

extension Array {
    /// The one element of an array of one.
    var only: Element? { count == 1 ? self[0] : nil }
}
