import FoundationEssentials
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Registry
import RegistryCore

/// One request and what is known about it, on its way to an answer.
struct Exchange: Sendable {
    let request: Request
    let id: String
    /// The address of the other end, without its port.
    let peer: String
    let received: Date
    let logger: Logger
    /// Where the connection's own work is done.
    let eventLoop: any EventLoop

    /// Throws unless the method is one of `methods`.
    func require(_ methods: HTTPRequest.Method...) throws {
        guard methods.contains(request.method) else { throw Refusal.method(allowed: methods) }
    }

    /// Throws unless the body is said to be of exactly this media type, whatever its parameters.
    func require(mediaType: String) throws {
        let said = request.headers[.contentType]?.split(separator: ";").first.map(String.init)
        guard said?.lowercased() == mediaType else { throw Refusal.mediaType(mediaType) }
    }
}

extension Exchange {
    /// The body as git-lfs writes its messages, which are never long.
    func message<Message: Decodable>(_ type: Message.Type) async throws -> Message {
        try require(mediaType: MediaType.lfs)
        var bytes: [UInt8] = []
        try await RequestBytes(request, limit: 1 << 20).pour { bytes += $0.readableBytesView }
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch {
            throw Refusal(
                .unprocessableContent, .requestInvalid, "The message can't be read.",
                remedy: "Send what git-lfs's API says for this address.")
        }
    }

    /// An answer as git-lfs reads it.
    func answer(_ message: some Encodable, status: HTTPResponse.Status = .ok) -> Response {
        var headers = HTTPFields()
        headers[.contentType] = MediaType.lfs
        headers[.cacheControl] = "no-store"
        headers[.requestID] = id
        return Response(
            status: status, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: json(message))))
    }
}

/// Who is on the other end of a connection.
struct ServerContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let peer: String
    let eventLoop: any EventLoop

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        eventLoop = source.channel.eventLoop
        peer = source.channel.remoteAddress?.ipAddress ?? "local"
    }
}
