import HummingbirdCore
import NIOCore
import NIOHTTPTypes

/// Closes a connection over which the body of a request comes too slowly, also one that nobody
/// reads any more because its request was refused.
///
/// Only the time counts in which the server waits for the client: where it reads slowly itself, as
/// when a disk is slow, its client is not to blame.
final class LeastRate: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let bytesPerSecond: Int64
    private let window: TimeAmount
    /// When the read began that has brought nothing yet.
    private var waitingSince: NIODeadline?
    private var waited = TimeAmount.zero
    private var bytes: Int64 = 0
    /// The next look at it; `nil` where no body is coming.
    private var check: Scheduled<Void>?

    init(_ patience: Patience) {
        bytesPerSecond = patience.leastRate
        window = TimeAmount(patience.window)
    }

    func read(context: ChannelHandlerContext) {
        if waitingSince == nil { waitingSince = .now() }
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: schedule(context)
        case .body(let buffer): bytes += Int64(buffer.readableBytes)
        case .end: cancel()
        }
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        note()
        waitingSince = nil
        context.fireChannelReadComplete()
    }

    func channelInactive(context: ChannelHandlerContext) {
        cancel()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { cancel() }

    private func cancel() {
        check?.cancel()
        check = nil
    }

    private func schedule(_ context: ChannelHandlerContext) {
        guard bytesPerSecond > 0 else { return }
        cancel()
        (waited, bytes) = (.zero, 0)
        if waitingSince != nil { waitingSince = .now() }
        check = context.eventLoop.assumeIsolated().scheduleTask(in: window) {
            self.look(context)
        }
    }

    /// Takes in how long the read under way has lasted so far.
    private func note() {
        guard let since = waitingSince else { return }
        waited = waited + (NIODeadline.now() - since)
        waitingSince = .now()
    }

    /// A client of which nothing was wanted for half of the time has that for excuse.
    private func look(_ context: ChannelHandlerContext) {
        check = nil
        note()
        let expected = Double(bytesPerSecond) * Double(waited.nanoseconds) / 1e9
        guard waited * 2 >= window, Double(bytes) < expected else { return schedule(context) }
        context.close(promise: nil)
    }
}
