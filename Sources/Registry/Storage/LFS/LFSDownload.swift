import Artifacts
import Client
import RegistryCore
import Synchronization

/// One long artifact on its way from a server, in parallel parts; a part that arrived is not asked
/// for again, not even by the next process.
struct LFSDownload: Sendable {
    let store: LFSStore
    let wish: LFSStore.Wish

    /// How many parts are asked for in one request: as many requests less, and lines in the
    /// server's log.
    private static let stride = 8
    /// How often a worker's requests may fail, with no part in between.
    private static let patience = 6

    func run() async throws(StoreError) {
        let file = try await PartialFile.open(wish.pointer, toward: wish.path)
        store.resume(wish.pointer, file.plan, Set(file.present))
        let errand = LFSErrand(.download, wish.pointer, by: [.basic], through: store.access)
        let isWholeOnly = Mutex(false)
        do throws(StoreError) {
            _ = try await inParallel(
                Array(1...LFSStore.partWidth), Parallelism(LFSStore.partWidth)
            ) { (_) async throws(StoreError) -> Bool in
                try await bring(file, errand, isWholeOnly)
                return true
            }
        } catch {
            guard isWholeOnly.withLock(\.self) else { throw error }
            try file.discard()
            return try await fetchWhole(errand)
        }
        try await file.deliver(to: wish.path)
    }

    /// Brings one run of lacking parts after the other, until none is left that nobody else brings.
    private func bring(
        _ file: PartialFile, _ errand: LFSErrand, _ isWholeOnly: borrowing Mutex<Bool>
    ) async throws(StoreError) {
        var failures = 0
        while let parts = file.claim(atMost: Self.stride) {
            let reader = RangeReader(
                errand, file.plan.span(of: parts), of: wish.pointer, at: store.access.name)
            do throws(StoreError) {
                try await file.receive(parts, progress: store.progress) {
                    () async throws(StoreError) in try await reader.next()
                }
                failures = 0
            } catch {
                let failure = await reader.failure
                if failure == .rangesIgnored { isWholeOnly.withLock { $0 = true } }
                failures += 1
                guard let failure, failure.mayPass, failures < Self.patience, !Task.isCancelled
                else { throw error }
                await errand.renew()
                try? await Task.sleep(for: .milliseconds(100 << failures))
            }
        }
    }

    /// What is left to do with a server that sends no parts.
    private func fetchWhole(_ errand: LFSErrand) async throws(StoreError) {
        let reader = RangeReader(errand, nil, of: wish.pointer, at: store.access.name)
        try await deliver(
            .stream { () async throws(StoreError) in try await reader.next() }, as: wish.pointer,
            to: wish.path, progress: store.progress)
    }
}

/// A range of an object, asked for when its first bytes are wanted.
private actor RangeReader {
    private let errand: LFSErrand
    private let range: Range<Int64>?
    private let pointer: Pointer
    private let place: String
    private var body: LFSBody?
    /// Why the server gave no more.
    private(set) var failure: LFSError?

    init(_ errand: LFSErrand, _ range: Range<Int64>?, of pointer: Pointer, at place: String) {
        self.errand = errand
        self.range = range
        self.pointer = pointer
        self.place = place
    }

    func next() async throws(StoreError) -> [UInt8]? {
        guard let offer = try await errand.offer() else { throw .missing(pointer.digest) }
        do throws(LFSError) {
            if let body { return try await body.next() }
            let opened = try await offer.server.read(offer.leave, range: range)
            body = opened
            return try await opened.next()
        } catch {
            failure = error
            throw error.fact(at: place, of: pointer.digest)
        }
    }
}

extension LFSError {
    /// Whether another try may go better, with an address asked for anew.
    fileprivate var mayPass: Bool {
        switch self {
        case .unauthenticated, .denied, .missing: true
        default: isTransient
        }
    }
}
