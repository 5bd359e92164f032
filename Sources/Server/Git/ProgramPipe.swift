import NIOCore
import NIOPosix
import SystemPackage

/// A pipe between a program and this process, whose own end never holds up a thread.
struct ProgramPipe: Sendable {
    /// The end for the program, which whoever starts it closes.
    let program: SystemPackage.FileDescriptor
    private let own: SystemPackage.FileDescriptor

    /// A pipe that the program writes to.
    static func reading() throws -> ProgramPipe {
        let pipe = try SystemPackage.FileDescriptor.pipe(options: .closeOnExec)
        return ProgramPipe(program: pipe.writeEnd, own: pipe.readEnd)
    }

    /// A pipe that the program reads from.
    static func writing() throws -> ProgramPipe {
        let pipe = try SystemPackage.FileDescriptor.pipe(options: .closeOnExec)
        return ProgramPipe(program: pipe.readEnd, own: pipe.writeEnd)
    }

    /// Hands over what the program writes, until it has closed its end.
    @concurrent
    func read(_ sink: @concurrent (ByteBuffer) async throws -> Void) async throws {
        let channel = try await NIOPipeBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .takingOwnershipOfDescriptor(input: own.rawValue) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, Never>(wrappingChannelSynchronously: channel)
                }
            }
        try await channel.executeThenClose { inbound, _ in
            for try await buffer in inbound { try await sink(buffer) }
        }
    }

    /// Writes all of `bytes` and closes the pipe. A program that wants no more of it says why on
    /// its own way out, so that is no failure here.
    func write(_ bytes: RequestBytes) async throws {
        let channel = try await NIOPipeBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .takingOwnershipOfDescriptor(output: own.rawValue).get()
        do {
            // Each piece is in the pipe before the next is read, so a program slows its client.
            try await bytes.pour { buffer in try await channel.writeAndFlush(buffer) }
            try await channel.close()
        } catch let error where error is ChannelError || error is IOError {
            try? await channel.close()
        } catch {
            try? await channel.close()
            throw error
        }
    }
}
