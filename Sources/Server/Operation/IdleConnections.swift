import NIOCore

/// Closes a connection over which nothing has gone either way for so long: who sends a header or a
/// body drop by drop does not hold it for ever. Git keeps its own alive while hooks judge.
final class IdleConnections: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Any

    /// How long nothing may go either way.
    static let patience = TimeAmount.seconds(120)

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard event is IdleStateHandler.IdleStateEvent else {
            context.fireUserInboundEventTriggered(event)
            return
        }
        context.close(promise: nil)
    }
}
