import Artifacts
import Client
import RegistryCore

/// The store of a registry behind a Git LFS server, as a client reaches it.
///
/// No `ArtifactStore`: Git LFS lists nothing, removes nothing, and wants every artifact's length
/// along with its name. What comes is verified here, what goes is verified there.
struct LFSStore: Sendable {
    let access: LFSAccess
    let progress: Progress
    /// Told what is worth saying on the way.
    let note: @Sendable (String) -> Void

    /// As many as git-lfs asks for at once.
    private static let batchSize = 100
    /// How many artifacts that are no longer than a part travel at once; each is in memory.
    private static let parallelism = Parallelism(ofLarge: 8)

    /// An artifact to be sent.
    struct Item: Sendable {
        let pointer: Pointer
        let open: @Sendable () throws(StoreError) -> SteadyFile
    }

    /// An artifact to be fetched, and where to.
    struct Wish: Sendable {
        let pointer: Pointer
        let path: String
    }

    /// Sends what the server wants of this.
    ///
    /// - Returns: What was sent.
    func send(_ items: [Item]) async throws(StoreError) -> [Pointer] {
        var known: Set<Digest> = []
        let distinct = items.filter { known.insert($0.pointer.digest).inserted }
        let (small, large) = split(distinct, \.pointer)
        var sent: [Pointer] = []
        for item in large where try await send(inParts: item) { sent.append(item.pointer) }
        sent += try await inBatches(small) { (batch) async throws(StoreError) in
            let offers = try await offers(.upload, batch.map(\.pointer))
            let wanted = batch.filter { offers[$0.pointer.digest] != nil }
            let (bundles, others) = bundles(wanted, \.pointer, offers)
            var single = others
            for bundle in bundles where try await !send(bundle: bundle, offers) { single += bundle }
            _ = try await inParallel(
                single, Self.parallelism, largestFirst: \.pointer.size
            ) { (item) async throws(StoreError) -> Bool in
                guard let offer = offers[item.pointer.digest] else { return false }
                try await send(item, by: offer)
                return true
            }
            return (wanted.map(\.pointer), !bundles.isEmpty)
        }
        return sent
    }

    /// Makes verified copies of artifacts.
    func fetch(_ wishes: [Wish]) async throws(StoreError) {
        let (small, large) = split(wishes, \.pointer)
        for wish in large { try await LFSDownload(store: self, wish: wish).run() }
        _ = try await inBatches(small) { (batch) async throws(StoreError) in
            let offers = try await offers(.download, batch.map(\.pointer))
            let (bundles, others) = bundles(batch, \.pointer, offers)
            var single = others
            for bundle in bundles where try await !fetch(bundle: bundle, offers) {
                single += bundle
            }
            _ = try await inParallel(
                single, Self.parallelism, largestFirst: \.pointer.size
            ) { (wish) async throws(StoreError) -> Bool in
                guard let offer = offers[wish.pointer.digest] else {
                    throw .missing(wish.pointer.digest)
                }
                try await fetch(wish, by: offer)
                return true
            }
            return ([Bool](), !bundles.isEmpty)
        }
    }

    /// Runs `body`, and says of a failure what it means for the artifact.
    func explaining<Answer>(
        _ pointer: Pointer, _ body: () async throws(LFSError) -> Answer
    ) async throws(StoreError) -> Answer {
        do {
            return try await body()
        } catch {
            throw error.fact(at: access.name, of: pointer.digest)
        }
    }

    /// What the server says of small artifacts, those left out that it has.
    private func offers(
        _ operation: LFSOperation, _ pointers: [Pointer]
    ) async throws(StoreError) -> [Digest: LFSOffer] {
        // Whoever takes parts wants no verification of what is no longer than one.
        let (server, answer) = try await access.batch(
            operation, pointers,
            offering: operation == .upload ? [.bundles, .parts, .basic] : [.bundles, .basic])
        let wanted = Dictionary(pointers.map { ($0.digest, $0) }) { $1 }
        var offers: [Digest: LFSOffer] = [:]
        for object in answer.objects {
            guard let pointer = wanted[object.oid] else { continue }
            offers[object.oid] = try LFSOffer(
                operation, of: pointer, object, by: answer.transfer, at: server, access.name)
        }
        return offers
    }

    private func fetch(_ wish: Wish, by offer: LFSOffer) async throws(StoreError) {
        let bytes = try await explaining(wish.pointer) { () async throws(LFSError) in
            try await offer.server.read(offer.leave, atMost: Int(wish.pointer.size))
        }
        try await deliver(.bytes(bytes), as: wish.pointer, to: wish.path, progress: progress)
    }

    /// Does `work` on one batch after the other; on several at once when the first has gone in
    /// bundles, so that whoever waits for the disk does not wait alone.
    ///
    /// - Parameter work: Says besides its answers whether there were bundles.
    private func inBatches<Item: Sendable, Answer: Sendable>(
        _ items: [Item],
        _ work: @escaping @Sendable ([Item]) async throws(StoreError) -> ([Answer], Bool)
    ) async throws(StoreError) -> [Answer] {
        var batches = batches(of: items)[...]
        guard let first = batches.popFirst() else { return [] }
        let (answers, inBundles) = try await work(first)
        let others = try await inParallel(
            Array(batches), Parallelism(inBundles ? Self.bundleWidth : 1)
        ) { (batch) async throws(StoreError) -> [Answer] in try await work(batch).0 }
        return answers + others.joined()
    }

    func batches<Element>(of items: [Element]) -> [[Element]] {
        stride(from: 0, to: items.count, by: Self.batchSize).map {
            Array(items[$0...].prefix(Self.batchSize))
        }
    }

    private func split<Element>(
        _ items: [Element], _ pointer: (Element) -> Pointer
    ) -> (small: [Element], large: [Element]) {
        var small: [Element] = []
        var large: [Element] = []
        for item in items {
            let isSmall = PartPlan(size: pointer(item).size).isSingle
            if isSmall { small.append(item) } else { large.append(item) }
        }
        return (small, large)
    }
}
