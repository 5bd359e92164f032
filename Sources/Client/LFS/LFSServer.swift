import FoundationEssentials
package import RegistryCore

/// The Git LFS service of one repository (git-lfs/docs/api).
package struct LFSServer: Sendable {
    /// Without a slash at its end.
    package let url: String
    /// What proves who we are: it goes to this server, and nowhere else.
    let credentials: [SignableRequest.Field]
    let transport: HTTPTransport

    /// The longest reply to a question.
    private static let longestReply = 8 << 20

    package init(
        _ url: String, credentials: [SignableRequest.Field], transport: HTTPTransport
    ) {
        self.url = url
        self.credentials = credentials
        self.transport = transport
    }

    /// Asks what is to be done with objects, a hundred at most, as git-lfs does.
    ///
    /// - Throws: `unauthenticated`, `notServed`, and what else keeps the server from saying.
    package func batch(
        _ operation: LFSOperation, _ pointers: [Pointer], offering transfers: [LFSTransfer]
    ) async throws(LFSError) -> LFSBatch {
        let message = LFSBatchRequest(
            operation: operation, transfers: transfers, ref: ["name": "refs/heads/main"],
            objects: pointers.map(LFSObject.init))
        let request = HTTPRequest(
            "POST", "\(url)/objects/batch", headers: Self.messageHeaders + credentials,
            body: .bytes(try encoded(message)))
        do throws(LFSError) {
            return try await retrying { () async throws(LFSError) in
                try await ask(request, "objects/batch")
            }
        } catch .missing {
            throw .notServed
        }
    }

    static let mediaType = "application/vnd.git-lfs+json"
    static let messageHeaders = [
        SignableRequest.Field("accept", mediaType), .init("content-type", mediaType),
    ]

    /// Does `attempt` again as long as that may help.
    @discardableResult
    func retrying<Answer>(
        _ attempt: () async throws(LFSError) -> Answer
    ) async throws(LFSError) -> Answer {
        try await transport.options.retries.run(whenTransient: \.isTransient, attempt)
    }

    /// Sends a request once, and reads the message that answers it.
    func ask<Answer: Decodable>(
        _ request: HTTPRequest, _ what: String
    ) async throws(LFSError) -> Answer {
        let body = try await send(request).body
        guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(body)) else {
            throw .malformedReply(to: what)
        }
        return answer
    }

    /// Sends a request once, and reads all of a short reply.
    @discardableResult
    func send(
        _ request: HTTPRequest
    ) async throws(LFSError) -> (status: Int, body: [UInt8]) {
        var reply = try await open(request)
        do throws(HTTPError) {
            return (reply.status, try await reply.collect(atMost: Self.longestReply))
        } catch {
            throw .http(error)
        }
    }

    /// Sends a request once; the reply's body is still to be read.
    func open(_ request: HTTPRequest) async throws(LFSError) -> HTTPReply {
        var reply: HTTPReply
        do { reply = try await transport.send(request) } catch { throw .http(error) }
        guard !reply.isSuccess else { return reply }
        let body = (try? await reply.collect(atMost: 1 << 16)) ?? []
        let problem = try? JSONDecoder().decode(Complaint.self, from: Data(body))
        throw LFSError(status: reply.status, message: problem?.sentence(reply.status) ?? "")
    }

    func encoded(_ message: some Encodable) throws(LFSError) -> [UInt8] {
        do { return Array(try JSONEncoder().encode(message)) } catch {
            throw .malformedReply(to: "a message of our own")
        }
    }
}

/// What a server says of a refusal; ours says it in pieces, too (RFC 9457).
private struct Complaint: Decodable {
    let message: String?
    let detail: String?
    let remedy: String?

    /// It as the end of a sentence. What to do where the server itself is in trouble we know.
    func sentence(_ status: Int) -> String {
        var text = detail ?? message ?? ""
        if status < 500, let remedy { text += " \(remedy)" }
        text.removeLast(text.reversed().prefix { $0 == "." || $0 == " " }.count)
        return text
    }
}
