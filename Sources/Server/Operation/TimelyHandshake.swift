import HummingbirdCore
import Logging
import NIOCore
import NIOSSL
import NIOTLS

/// Closes connections that do not come to speak TLS in time: before they do, nothing else that
/// waits for them is in place.
struct TimelyHandshake<Base: ServerChildChannel>: ServerChildChannel {
    let base: Base
    let patience: Duration

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
        base.setup(channel: channel, logger: logger).flatMapThrowing { value in
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(
                HandshakeDeadline(TimeAmount(patience)),
                position: .after(try pipeline.handler(type: NIOSSLServerHandler.self)))
            return value
        }
    }

    func handle(value: Base.Value, logger: Logger) async {
        await base.handle(value: value, logger: logger)
    }
}

/// Waits for the handshake of one connection, and then for nothing more.
private final class HandshakeDeadline: ChannelInboundHandler {
    typealias InboundIn = Any

    private let patience: TimeAmount
    private var end: Scheduled<Void>?

    init(_ patience: TimeAmount) {
        self.patience = patience
    }

    func handlerAdded(context: ChannelHandlerContext) {
        end = context.eventLoop.assumeIsolated().scheduleTask(in: patience) {
            context.close(promise: nil)
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) { end?.cancel() }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case TLSUserEvent.handshakeCompleted? = event as? TLSUserEvent { end?.cancel() }
        context.fireUserInboundEventTriggered(event)
    }
}
