import HummingbirdCore
import NIOCore

extension ResponseBodyWriter {
    /// Writes a piece of a long body, and waits until the connection has it.
    ///
    /// The writer learns of a connection that is full from its event loop. Who writes from another
    /// thread is ahead of that by all that fits into one turn of a busy loop: sixteen downloads
    /// held 400 MiB. So every piece waits for the turn that takes it.
    @concurrent
    mutating func write(_ buffer: ByteBuffer, over loop: any EventLoop) async throws {
        try await write(buffer)
        try await loop.submit {}.get()
    }
}
