import Artifacts
import Client
import RegistryCore
import Synchronization

extension LFSStore {
    /// How many parts of one artifact travel at once.
    static let partWidth = 4

    /// Sends a long artifact: in parts where the server takes them, else whole.
    ///
    /// - Returns: False if the server has it.
    func send(inParts item: Item) async throws(StoreError) -> Bool {
        let errand = LFSErrand(.upload, item.pointer, by: [.parts, .basic], through: access)
        guard let offer = try await errand.offer() else { return false }
        guard offer.transfer == .parts else {
            try await send(item, by: offer)
            return true
        }
        let file = try open(item)
        let held = try await explaining(item.pointer) { () async throws(LFSError) in
            try await offer.server.parts(offer.leave)
        }
        let plan = PartPlan(size: item.pointer.size)
        guard held.partSize == plan.partSize else {
            throw LFSError.malformedReply(to: "parts").fact(at: access.name)
        }
        let present = Set(held.present)
        resume(item.pointer, plan, present)
        _ = try await inParallel(
            (1...plan.count).filter { !present.contains($0) }, Parallelism(Self.partWidth),
            largestFirst: { Int64(-$0) }
        ) { (part) async throws(StoreError) -> Bool in
            try await send(plan.span(of: part), of: item.pointer, file, errand)
            return true
        }
        try file.checkUnchanged()
        guard let last = try await errand.offer() else { return true }
        try await explaining(item.pointer) { () async throws(LFSError) in
            try await last.server.complete(last.leave)
        }
        return true
    }

    /// Sends an artifact whole.
    func send(_ item: Item, by offer: LFSOffer) async throws(StoreError) {
        let file = try open(item)
        try await explaining(item.pointer) { () async throws(LFSError) in
            try await offer.server.write(
                offer.leave, body(of: 0..<item.pointer.size, file, progress))
        }
        try file.checkUnchanged()
        guard let verification = offer.verification else { return }
        try await explaining(item.pointer) { () async throws(LFSError) in
            try await offer.server.verify(verification, item.pointer)
        }
    }

    /// Says that work begun before is gone on with.
    func resume(_ pointer: Pointer, _ plan: PartPlan, _ present: Set<Int>) {
        guard !present.isEmpty else { return }
        let bytes = present.reduce(0) { $0 + Int64(plan.length(of: $1)) }
        note(pointer.resumption(from: bytes))
        progress.report(bytes)
    }

    func open(_ item: Item) throws(StoreError) -> SteadyFile {
        let file = try item.open()
        guard file.size == item.pointer.size else {
            throw .wrongSize(
                item.pointer.digest, expected: item.pointer.size, actual: file.size)
        }
        return file
    }

    private func send(
        _ span: Range<Int64>, of pointer: Pointer, _ file: SteadyFile, _ errand: LFSErrand
    ) async throws(StoreError) {
        guard let offer = try await errand.offer() else { return }
        try await explaining(pointer) { () async throws(LFSError) in
            try await offer.server.write(
                offer.leave, span, of: pointer.size, body(of: span, file, .silent))
        }
        progress.report(Int64(span.count))
    }

    private func body(
        of span: Range<Int64>, _ file: SteadyFile, _ progress: Progress
    ) -> HTTPBody {
        .stream(length: Int64(span.count)) {
            let offset = Mutex(span.lowerBound)
            return { () async throws(HTTPError) in
                let start = offset.withLock(\.self)
                let end = min(start + pieceSize, span.upperBound)
                guard start < end else { return nil }
                do throws(StoreError) {
                    let piece = try await file.read(start..<end)
                    offset.withLock { $0 = end }
                    progress.report(end - start)
                    return piece
                } catch {
                    throw .sourceFailed
                }
            }
        }
    }
}

/// How many bytes of a file are read at once, on their way out.
private let pieceSize: Int64 = 256 << 10
