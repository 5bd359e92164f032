/// Reads an object, or a range of it, as it comes, and goes on where a connection broke off.
package actor ObjectReader {
    /// The length of the whole object in bytes.
    package nonisolated let size: Int64

    private let bucket: Bucket
    private let key: String
    private let end: Int64
    /// What the object was at the first byte: it must still be that after a break.
    private let tag: String?
    private var offset: Int64
    private var reply: HTTPReply?
    private var failures = 0
    private var lastPiece = ContinuousClock.now

    fileprivate init(
        _ bucket: Bucket, _ key: String, from reply: sending HTTPReply, tag: String?,
        _ range: Range<Int64>, size: Int64
    ) {
        self.bucket = bucket
        self.key = key
        self.reply = reply
        self.tag = tag
        self.size = size
        offset = range.lowerBound
        end = range.upperBound
    }

    /// The next bytes, a few dozen kibibytes mostly; `nil` at the end.
    ///
    /// - Throws: `changed` if the object became another one in between.
    package func next() async throws(S3Error) -> [UInt8]? {
        while offset < end {
            do throws(S3Error) {
                guard let piece = try await piece() else { throw .http(brokenOff) }
                failures = 0
                lastPiece = .now
                offset += Int64(piece.count)
                return piece
            } catch {
                reply = nil
                failures += 1
                let retries = bucket.transport.options.retries
                guard error.isTransient, failures < retries.attempts,
                    retries.isInTime(since: lastPiece)
                else { throw error }
                try? await Task.sleep(for: retries.wait(after: failures))
            }
        }
        return nil
    }

    private func piece() async throws(S3Error) -> [UInt8]? {
        var reply: HTTPReply
        if let open = self.reply {
            reply = open
        } else {
            reply = try await bucket.open(key, offset..<end, tag: tag)
        }
        do {
            let piece = try await reply.next()
            self.reply = reply
            return piece
        } catch {
            throw .http(error)
        }
    }

    private var brokenOff: HTTPError {
        .connectionLost(host: bucket.address.bucket, reason: "the object ended early")
    }
}

extension Bucket {
    /// Opens an object for reading.
    ///
    /// - Parameter range: In bytes, not empty; its end may lie behind the object's. `nil` for all.
    /// - Throws: `noSuchKey`, or `outOfRange` if the range starts at the object's end or behind.
    package func read(
        _ key: String, range: Range<Int64>? = nil
    ) async throws(S3Error) -> ObjectReader {
        let reply = try await transport.options.retries.run(whenTransient: \.isTransient) {
            () async throws(S3Error) in try await open(key, range, tag: nil)
        }
        guard let size = reply.objectSize else { throw .malformedReply(to: "GET") }
        let whole = range ?? 0..<size
        return ObjectReader(
            self, key, from: reply, tag: reply.header("etag"),
            whole.lowerBound..<min(whole.upperBound, size), size: size)
    }

    /// Asks once for an object's bytes.
    fileprivate func open(
        _ key: String, _ range: Range<Int64>?, tag: String?
    ) async throws(S3Error) -> HTTPReply {
        var headers: [SignableRequest.Field] = []
        if let range {
            headers.append(.init("range", "bytes=\(range.lowerBound)-\(range.upperBound - 1)"))
        }
        if let tag { headers.append(.init("if-match", tag)) }
        let reply = try await send(address.request("GET", key, headers: headers), key: key)
        guard range == nil || reply.status == 206 else { throw .malformedReply(to: "GET") }
        return reply
    }
}

extension HTTPReply {
    /// The length of the whole object: of `bytes 5-9/100`, or of a body that is all of it.
    fileprivate var objectSize: Int64? {
        guard status == 206 else { return header("content-length").flatMap(Int64.init) }
        return header("content-range")?.split(separator: "/").last.flatMap { Int64($0) }
    }
}
