import HummingbirdCore
import Logging
import NIOCore

/// Has connections take many bytes at once, where as many have come: each piece is handed from
/// thread to thread, which costs more than its bytes do.
struct LargeReads<Base: ServerChildChannel>: ServerChildChannel {
    let base: Base

    /// The least leaves little waiting in the memory of a thousand idle connections.
    private static var sizes: AdaptiveRecvByteBufferAllocator {
        AdaptiveRecvByteBufferAllocator(minimum: 2 << 10, initial: 16 << 10, maximum: 256 << 10)
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
        channel.setOption(.recvAllocator, value: Self.sizes).flatMap {
            base.setup(channel: channel, logger: logger)
        }
    }

    func handle(value: Base.Value, logger: Logger) async {
        await base.handle(value: value, logger: logger)
    }
}
