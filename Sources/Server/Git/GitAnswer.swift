import Hummingbird
import HummingbirdCore
import Logging
import HTTPTypes
import NIOCore
import Registry
import RegistryCore
import SystemPackage

/// A request that `git` answers: its bytes go to the program, and what that writes goes back, both
/// as fast as the slower side takes them.
struct GitAnswer: Sendable {
    let catalog: ServedCatalog
    let request: GitRequest
    let caller: Caller
    let exchange: Exchange
    let metrics: Metrics
    /// What the program reads; nothing for an advertisement.
    let input: RequestBytes?

    /// The most bytes of a request: git takes packs of 256 MiB (`receive.maxInputSize`), and what
    /// else a push or a fetch says is far less than the rest.
    static func limit(of service: GitRequest.Service) -> Int64 {
        switch service {
        case .receivePack: 272 << 20
        case .uploadPack: 16 << 20
        }
    }

    var response: Response {
        let kind = request.isAdvertisement ? "advertisement" : "result"
        var headers = HTTPFields()
        headers[.contentType] = "application/x-\(request.service.rawValue)-\(kind)"
        headers[.cacheControl] = "no-cache, max-age=0, must-revalidate"
        headers[.requestID] = exchange.id
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody { writer in
                let preface = request.preface
                if !preface.isEmpty { try await writer.write(ByteBuffer(string: preface)) }
                try await run(into: &writer)
                try await writer.finish(nil)
            })
    }

    @concurrent
    private func run(into writer: inout any ResponseBodyWriter) async throws {
        metrics.add(to: .processes)
        defer { metrics.add(-1, to: .processes) }
        let output = try ProgramPipe.reading()
        let program = try input.map { try ($0, ProgramPipe.writing()) }
        let end = try program?.1.program ?? .open(FilePath("/dev/null"), .readOnly)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                let complaint = try await catalog.serve(
                    request, to: caller, reading: end, writing: output.program,
                    now: exchange.received)
                if let complaint { exchange.logger.notice("git failed: \(complaint)") }
            }
            if let (bytes, pipe) = program {
                group.addTask { try await pipe.write(bytes) }
            }
            do {
                try await output.read { buffer in
                    try await writer.write(buffer, over: exchange.eventLoop)
                }
            } catch {
                // Whoever asked is gone. The program finds its pipe closed and ends by itself: a
                // push that is being decided must not be killed in the middle.
                try await group.waitForAll()
                throw error
            }
            try await group.waitForAll()
        }
    }
}
