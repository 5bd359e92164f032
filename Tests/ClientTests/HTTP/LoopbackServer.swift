import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// An HTTP server on a loopback port of its own, that answers as a test says and remembers what it
/// was asked.
final class LoopbackServer: Sendable {
    /// What came in.
    struct Request: Sendable {
        let method: String
        /// The path and query as sent.
        let target: String
        let headers: HTTPHeaders
        let body: [UInt8]
    }

    /// What goes out.
    struct Answer: Sendable {
        var status = 200
        var headers: [(String, String)] = []
        var body: [UInt8] = []
        /// Ends the connection after so many bytes of the body.
        var cutAfter: Int?

        static func text(_ text: String, status: Int = 200) -> Answer {
            Answer(status: status, body: Array(text.utf8))
        }
    }

    private let seen: Seen
    private let channel: any Channel

    /// - Parameter answer: Given each request and how many came before it.
    init(_ answer: @escaping @Sendable (Request, Int) -> Answer) async throws {
        let seen = Seen()
        self.seen = seen
        channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(
                        Handler { answer($0, seen.add($0)) })
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    deinit {
        channel.close(promise: nil)
    }

    /// Its address, without a slash at the end.
    var url: String { "http://127.0.0.1:\(channel.localAddress?.port ?? 0)" }

    /// What it was asked so far, in order.
    var requests: [Request] { seen.all }
}

/// Requests as they come in on several threads.
private final class Seen: Sendable {
    private let requests = Mutex<[LoopbackServer.Request]>([])

    var all: [LoopbackServer.Request] { requests.withLock(\.self) }

    /// Remembers a request, and says how many came before.
    func add(_ request: LoopbackServer.Request) -> Int {
        requests.withLock {
            $0.append(request)
            return $0.count - 1
        }
    }
}

/// Collects a request and answers it.
private final class Handler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let answer: (LoopbackServer.Request) -> LoopbackServer.Answer
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []

    init(answer: @escaping (LoopbackServer.Request) -> LoopbackServer.Answer) {
        self.answer = answer
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body = []
        case .body(let buffer): body += buffer.readableBytesView
        case .end: respond(context)
        }
    }

    private func respond(_ context: ChannelHandlerContext) {
        guard let head else { return }
        let answer = answer(
            .init(
                method: head.method.rawValue, target: head.uri, headers: head.headers, body: body))
        var headers = HTTPHeaders(answer.headers)
        if !headers.contains(name: "content-length") {
            headers.add(name: "content-length", value: "\(answer.body.count)")
        }
        let status = HTTPResponseStatus(statusCode: answer.status)
        context.write(
            wrapOutboundOut(.head(.init(version: .http1_1, status: status, headers: headers))),
            promise: nil)
        let sent = answer.body.prefix(answer.cutAfter ?? answer.body.count)
        if head.method != .HEAD {
            context.write(
                wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: sent)))), promise: nil)
        }
        guard answer.cutAfter == nil else {
            context.flush()
            context.close(promise: nil)
            return
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}
