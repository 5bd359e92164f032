import NIOHTTP1
import Support
import Testing

@testable import Client

@Suite struct `The HTTP transport` {
    @Test func `sends headers and a body, and reads what comes`() async throws {
        let server = try await LoopbackServer { request, _ in
            .init(status: 201, headers: [("x-said", "yes")], body: request.body.reversed())
        }
        var reply = try await HTTPTransport().send(
            HTTPRequest(
                "PUT", server.url + "/a%20b?c=", headers: [.init("x-asked", "so")],
                body: .bytes([1, 2, 3])))
        #expect(reply.status == 201 && reply.header("X-Said") == "yes")
        #expect(try await reply.collect(atMost: 3) == [3, 2, 1])
        let seen = try #require(server.requests.first)
        #expect(seen.method == "PUT" && seen.target == "/a%20b?c=")
        #expect(seen.headers.first(name: "x-asked") == "so")
        #expect(seen.headers.first(name: "content-length") == "3")
    }

    @Test func `streams a body that no memory holds, and is told when its source breaks`()
        async throws
    {
        let server = try await LoopbackServer { request, _ in .text("\(request.body.count)") }
        var options = TransportOptions()
        // Under a sanitizer, a minute may pass between two pieces.
        options.idleTimeout = .seconds(600)
        let transport = try HTTPTransport(options)
        let body = HTTPBody.stream(length: 30 << 20) { pieces(30, of: 1 << 20) }
        var reply = try await transport.send(HTTPRequest("PUT", server.url + "/", body: body))
        #expect(try await reply.collect(atMost: 100) == Array("\(30 << 20)".utf8))
        let broken = HTTPBody.stream(length: 30 << 20) {
            { () async throws(HTTPError) in throw .sourceFailed }
        }
        await #expect(throws: HTTPError.self) {
            try await transport.send(HTTPRequest("PUT", server.url + "/", body: broken))
        }
    }

    @Test func `refuses a reply that is longer than expected`() async throws {
        let server = try await LoopbackServer { _, _ in .text("four") }
        var reply = try await HTTPTransport().send(HTTPRequest("GET", server.url + "/"))
        await #expect(throws: HTTPError.tooLong(host: "127.0.0.1", limit: 3)) {
            try await reply.collect(atMost: 3)
        }
    }

    @Test func `says that nobody answers`() async throws {
        let error = await #expect(throws: HTTPError.self) {
            try await HTTPTransport().send(HTTPRequest("GET", "http://127.0.0.1:1/"))
        }
        #expect(error?.isTransient == true, "\(String(describing: error))")
    }

    @Test func `says that a connection broke off`() async throws {
        let server = try await LoopbackServer { _, _ in
            .init(body: Array(repeating: 7, count: 1_000), cutAfter: 10)
        }
        var reply = try await HTTPTransport().send(HTTPRequest("GET", server.url + "/"))
        let error = await #expect(throws: HTTPError.self) { try await reply.collect(atMost: 9_999) }
        #expect(error?.isTransient == true, "\(String(describing: error))")
    }

    @Test func `gives up when nothing comes for too long`() async throws {
        let server = try await LoopbackServer { _, _ in
            .init(headers: [("content-length", "5")], body: [1])
        }
        var options = TransportOptions()
        options.idleTimeout = .milliseconds(100)
        let transport = try HTTPTransport(options)
        // On a starved machine not even the head of the reply comes in time.
        let error = await #expect(throws: HTTPError.self) {
            var reply = try await transport.send(HTTPRequest("GET", server.url + "/"))
            _ = try await reply.collect(atMost: 9)
        }
        #expect(error?.isTransient == true, "\(String(describing: error))")
    }

    @Test(arguments: ["", "nowhere", "ftp://h/", "http://", "http:// /"])
    func `refuses what is no address`(url: String) async throws {
        await #expect(throws: HTTPError.self) {
            try await HTTPTransport().send(HTTPRequest("GET", url))
        }
    }

    @Test func `needs the certificates it was told to trust`() throws {
        var options = TransportOptions()
        options.certificates = "/nowhere.pem"
        #expect(throws: HTTPError.certificatesUnreadable("/nowhere.pem")) {
            try HTTPTransport(options)
        }
    }
}

/// What gives a number of pieces.
private func pieces(
    _ count: Int, of size: Int
) -> @Sendable () async throws(HTTPError) -> [UInt8]? {
    let left = Countdown(count)
    return { left.next() ? [UInt8](repeating: 1, count: size) : nil }
}
