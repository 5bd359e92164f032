import Cryptography
import RegistryCore

/// Sends the parts of one upload, several at a time.
struct PartSender {
    let bucket: Bucket
    let plan: PartPlan
    let upload: Upload
    /// What the server had of it before, by number.
    let present: [Int: UploadedPart]

    /// How many parts of one upload are on their way at once.
    private static let width = 4

    private typealias Sent = Result<UploadedPart, S3Error>

    /// Reads one part after the other, and sends those that the server lacks; the first failure
    /// cancels the rest.
    func send(
        reading read: (_ count: Int) async throws(S3Error) -> [UInt8]
    ) async throws(S3Error) -> [UploadedPart] {
        let outcome = await withTaskGroup(of: Sent.self) { group in
            let outcome = await Result { () async throws(S3Error) in
                try await send(in: &group, reading: read)
            }
            group.cancelAll()
            return outcome
        }
        return try outcome.get()
    }

    private func send(
        in group: inout TaskGroup<Sent>,
        reading read: (_ count: Int) async throws(S3Error) -> [UInt8]
    ) async throws(S3Error) -> [UploadedPart] {
        var parts: [UploadedPart] = []
        var running = 0
        for number in 1...plan.count {
            if running == Self.width, let sent = await group.next() {
                parts.append(try sent.get())
                running -= 1
            }
            let bytes = try await part(number, read)
            if let part = present[number], part.holds(bytes) {
                await bucket.slots.giveBack()
                parts.append(part)
            } else {
                group.addTask { await send(number, bytes) }
                running += 1
            }
        }
        while let sent = await group.next() { parts.append(try sent.get()) }
        return parts.sorted { $0.number < $1.number }
    }

    /// The bytes of a part, and with them a turn: it is taken first, so that turns are all the
    /// memory there is.
    private func part(
        _ number: Int, _ read: (_ count: Int) async throws(S3Error) -> [UInt8]
    ) async throws(S3Error) -> [UInt8] {
        await bucket.slots.take()
        do {
            return try await read(plan.length(of: number))
        } catch {
            await bucket.slots.giveBack()
            throw error
        }
    }

    /// Sends a part and gives its turn back.
    private func send(_ number: Int, _ bytes: [UInt8]) async -> Sent {
        let sent = await Result { () async throws(S3Error) in
            try await bucket.send(number, of: upload, bytes)
        }
        await bucket.slots.giveBack()
        return sent
    }
}

extension UploadedPart {
    /// Whether the server's part has these bytes, as far as its tag is their MD5; under some kinds
    /// of encryption it is not, and then the part is sent again.
    fileprivate func holds(_ bytes: [UInt8]) -> Bool {
        size == Int64(bytes.count) && md5(bytes).map(encodeHex) == tag
    }
}
