import RegistryCore

extension Bucket {
    /// Makes an object of what `read` gives, in parallel parts where it is long; readers see all of
    /// it or nothing.
    ///
    /// What an upload that broke off has left of the same key is used again, part by part, where
    /// it has the bytes that belong there. A failure leaves its parts for the next try.
    ///
    /// - Parameters:
    ///   - size: In bytes; exactly so many are read.
    ///   - resuming: Told how many bytes an upload that broke off has left, if any.
    ///   - read: The next bytes, as many as asked for; never called again before it returned.
    ///     Called with 0 after the last ones: what it throws then still keeps the object from
    ///     coming into being.
    package func upload(
        _ key: String, size: Int64,
        resuming: (_ bytes: Int64) -> Void = { _ in },
        reading read: (_ count: Int) async throws(S3Error) -> [UInt8]
    ) async throws(S3Error) {
        let plan = PartPlan(size: size)
        guard !plan.isSingle else { return try await uploadWhole(key, size: Int(size), read) }
        let (upload, present) = try await resumable(key)
        if !present.isEmpty { resuming(present.values.reduce(0) { $0 + $1.size }) }
        let sender = PartSender(bucket: self, plan: plan, upload: upload, present: present)
        var left = size
        var parts: [UploadedPart]?
        // Somebody else, at work on the same upload, may complete it with the same parts before we
        // do; so may an attempt of ours whose reply was lost.
        do {
            parts = try await sender.send { (count) async throws(S3Error) in
                left -= Int64(count)
                return try await read(count)
            }
        } catch .noSuchUpload {
            try await requireObject(key, size: size)
        }
        // The rest is read all the same: it may be wrong.
        while left > 0 {
            let count = min(left, plan.partSize)
            left -= count
            _ = try await read(Int(count))
        }
        _ = try await read(0)
        guard let parts else { return }
        do { try await complete(upload, parts) } catch .noSuchUpload {
            try await requireObject(key, size: size)
        }
    }

    /// Throws unless the object that an upload was for has come into being.
    private func requireObject(_ key: String, size: Int64) async throws(S3Error) {
        guard try await self.size(of: key) == size else { throw .noSuchUpload(key) }
    }

    private func uploadWhole(
        _ key: String, size: Int, _ read: (_ count: Int) async throws(S3Error) -> [UInt8]
    ) async throws(S3Error) {
        await slots.take()
        let outcome = await Result { () async throws(S3Error) in
            let bytes = try await read(size)
            _ = try await read(0)
            try await put(key, bytes)
        }
        await slots.giveBack()
        try outcome.get()
    }

    /// The newest upload of that key under way with its parts, or a new one.
    private func resumable(
        _ key: String
    ) async throws(S3Error) -> (Upload, [Int: UploadedPart]) {
        let begun = try await uploads(key).filter { $0.key == key }.max { $0.begun < $1.begun }
        guard let begun else { return (try await begin(key), [:]) }
        do {
            let parts = try await parts(of: begun)
            return (begun, Dictionary(parts.map { ($0.number, $0) }) { $1 })
        } catch .noSuchUpload {
            return (try await begin(key), [:])
        }
    }
}
