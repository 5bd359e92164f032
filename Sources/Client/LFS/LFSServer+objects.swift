import FoundationEssentials
package import RegistryCore

/// An action, and whether its server wants no more than it has in it.
package struct LFSLeave: Sendable {
    package let action: LFSAction
    let isComplete: Bool

    /// What an answer says is to be done; `nil` if it says nothing of the kind.
    package init?(_ name: String, in object: LFSBatch.Object) {
        guard let action = object.actions?[name] else { return nil }
        self.action = action
        isComplete = object.authenticated ?? false
    }
}

extension LFSServer {
    /// Opens an object, or a range of it.
    ///
    /// - Throws: `rangesIgnored` where the server sends all for a part.
    package func read(
        _ leave: LFSLeave, range: Range<Int64>?
    ) async throws(LFSError) -> LFSBody {
        var request = request("GET", leave)
        if let range {
            request.headers.append(
                .init("range", "bytes=\(range.lowerBound)-\(range.upperBound - 1)"))
        }
        let reply = try await open(request)
        guard range == nil || reply.status == 206 else { throw .rangesIgnored }
        return LFSBody(reply)
    }

    /// All bytes of a short object.
    ///
    /// - Throws: `http(.tooLong)` if there are more than `limit`.
    package func read(
        _ leave: LFSLeave, atMost limit: Int
    ) async throws(LFSError) -> [UInt8] {
        let request = request("GET", leave)
        return try await retrying { () async throws(LFSError) in
            var reply = try await open(request)
            do throws(HTTPError) { return try await reply.collect(atMost: limit) } catch {
                throw .http(error)
            }
        }
    }

    /// Sends a whole object.
    package func write(_ leave: LFSLeave, _ body: HTTPBody) async throws(LFSError) {
        var request = request("PUT", leave, body: body)
        if !request.headers.contains(where: { $0.name.lowercased() == "content-type" }) {
            request.headers.append(.init("content-type", "application/octet-stream"))
        }
        try await retrying { () async throws(LFSError) in try await send(request) }
    }

    /// Has the server see that an upload has arrived.
    package func verify(_ leave: LFSLeave, _ pointer: Pointer) async throws(LFSError) {
        var request = request("POST", leave, body: .bytes(try encoded(LFSObject(pointer))))
        request.headers += Self.messageHeaders
        try await retrying { () async throws(LFSError) in try await send(request) }
    }

    /// What an upload in parts has brought so far.
    package func parts(_ leave: LFSLeave) async throws(LFSError) -> LFSParts {
        let request = request("GET", leave)
        return try await retrying { () async throws(LFSError) in try await ask(request, "parts") }
    }

    /// Sends one part of an object.
    package func write(
        _ leave: LFSLeave, _ span: Range<Int64>, of size: Int64, _ body: HTTPBody
    ) async throws(LFSError) {
        var request = request("PUT", leave, body: body)
        request.headers.append(
            .init("content-range", "bytes \(span.lowerBound)-\(span.upperBound - 1)/\(size)"))
        let sealed = request
        try await retrying { () async throws(LFSError) in try await send(sealed) }
    }

    /// Makes the object of its parts: all of them at once, or nothing.
    package func complete(_ leave: LFSLeave) async throws(LFSError) {
        let request = request("POST", leave)
        let start = ContinuousClock.now
        // 202: the server is still at it, and has us ask again now and then.
        while try await retrying({ () async throws(LFSError) in try await send(request).status })
            == 202
        {
            guard .now - start < Self.longestCompletion else {
                throw .refused(status: 202, "It has been at it for a day.")
            }
            try? await Task.sleep(for: .seconds(1))
        }
    }

    /// How long a server may be at making an object: it hashes some terabytes in that time.
    private static var longestCompletion: Duration { .seconds(24 * 3600) }

    /// Our own credentials go along only to our own server, and only where it asks for them.
    private func request(
        _ method: String, _ leave: LFSLeave, body: HTTPBody = .bytes([])
    ) -> HTTPRequest {
        var headers = (leave.action.header ?? [:]).map { SignableRequest.Field($0, $1) }
        let isProven = headers.contains { $0.name.lowercased() == "authorization" }
        if !leave.isComplete, !isProven, isOwn(leave.action.href) { headers += credentials }
        return HTTPRequest(method, leave.action.href, headers: headers, body: body)
    }

    private func isOwn(_ address: String) -> Bool {
        guard let mine = URL(string: url), let theirs = URL(string: address) else { return false }
        return (mine.scheme, mine.host(), mine.port) == (theirs.scheme, theirs.host(), theirs.port)
    }
}

/// The bytes of a reply as they come, for whichever task asks.
package actor LFSBody {
    private var reply: HTTPReply

    init(_ reply: sending HTTPReply) {
        self.reply = reply
    }

    /// The next bytes; `nil` at the end.
    package func next() async throws(LFSError) -> [UInt8]? {
        var reply = reply
        do throws(HTTPError) {
            let bytes = try await reply.next()
            self.reply = reply
            return bytes
        } catch {
            throw .http(error)
        }
    }
}
