import Artifacts
import Client
import RegistryCore

/// Many short artifacts by one request, where the server is Cairn's (docs/operations.md,
/// "Bundles").
extension LFSStore {
    /// How many bundles travel at once.
    static let bundleWidth = 4
    /// The most bytes of artifacts in one, as the server has it.
    private static let largestBundle: Int64 = 1 << 20
    /// The longest artifact that goes with others: a longer one gains nothing.
    private static let longestBundled: Int64 = 128 << 10
    /// With fewer than so many, each goes alone: a bundle waits for all of the disk.
    private static let fewest = 20

    /// Those of a batch that go together, and those that go alone.
    func bundles<Item>(
        _ items: [Item], _ pointer: (Item) -> Pointer, _ offers: [Digest: LFSOffer]
    ) -> (bundles: [[Item]], others: [Item]) {
        var others: [Item] = []
        var bundles: [[Item]] = []
        var size = Self.largestBundle
        for item in items {
            let pointer = pointer(item)
            guard offers[pointer.digest]?.transfer == .bundles,
                pointer.size <= Self.longestBundled
            else {
                others.append(item)
                continue
            }
            size += pointer.size
            if size > Self.largestBundle {
                bundles.append([])
                size = pointer.size
            }
            bundles[bundles.count - 1].append(item)
        }
        others += bundles.filter { $0.count < Self.fewest }.joined()
        return (bundles.filter { $0.count >= Self.fewest }, others)
    }

    /// Sends artifacts together; false if that failed, and each has to go alone to find out why.
    func send(bundle: [Item], _ offers: [Digest: LFSOffer]) async throws(StoreError) -> Bool {
        var objects: [(leave: LFSLeave, bytes: [UInt8])] = []
        for item in bundle {
            guard let offer = offers[item.pointer.digest] else { continue }
            let file = try open(item)
            objects.append((offer.leave, try await file.read(0..<item.pointer.size)))
            try file.checkUnchanged()
        }
        guard let server = offers[bundle[0].pointer.digest]?.server else { return false }
        do throws(LFSError) { try await server.write(bundle: objects) } catch {
            guard error != .http(.cancelled) else { throw .interrupted }
            return false
        }
        progress.report(bundle.reduce(0) { $0 + $1.pointer.size })
        return true
    }

    /// Fetches artifacts together; false if that failed, and each has to come alone to find out
    /// why.
    func fetch(bundle: [Wish], _ offers: [Digest: LFSOffer]) async throws(StoreError) -> Bool {
        let objects = bundle.compactMap { wish in
            offers[wish.pointer.digest].map { (leave: $0.leave, pointer: wish.pointer) }
        }
        guard let server = offers[bundle[0].pointer.digest]?.server else { return false }
        let contents: [[UInt8]]
        do throws(LFSError) { contents = try await server.read(bundle: objects) } catch {
            guard error != .http(.cancelled) else { throw .interrupted }
            return false
        }
        try await deliver(
            together: zip(bundle, contents).map { (.bytes($1), $0.pointer, $0.path) },
            progress: progress)
        return true
    }
}
