import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
import NIOSSL

/// The connections to other machines. Redirects are not followed: a signature holds for one
/// address.
package final class HTTPTransport: Sendable {
    package let options: TransportOptions
    private let client: HTTPClient

    /// - Throws: `certificatesUnreadable`.
    package init(_ options: TransportOptions = TransportOptions()) throws(HTTPError) {
        self.options = options
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: try Self.tls(trusting: options.certificates),
            redirectConfiguration: .disallow,
            timeout: .init(
                connect: TimeAmount(options.connectTimeout), read: TimeAmount(options.idleTimeout),
                write: TimeAmount(options.idleTimeout)))
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit =
            options.connections
        // Trying again is up to those who know what they asked for.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        // The one way to a connection's options there is, whatever it is called.
        configuration.http1_1ConnectionDebugInitializer = { connection in
            connection.setOption(.recvAllocator, value: Self.reads)
        }
        client = HTTPClient(configuration: configuration)
    }

    /// How many bytes are taken from a connection at once, where as many have come: each piece is
    /// handed from thread to thread, which costs more than its bytes do.
    private static let reads = AdaptiveRecvByteBufferAllocator(
        minimum: 4 << 10, initial: 64 << 10, maximum: 512 << 10)

    deinit {
        let client = client
        Task { try? await client.shutdown() }
    }

    /// Sends a request once; what nobody reads of the reply is thrown away.
    package func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPReply {
        guard let host = URL(string: request.url)?.host() else {
            throw .invalidAddress(request.url)
        }
        var wire = HTTPClientRequest(url: request.url)
        wire.method = HTTPMethod(rawValue: request.method)
        for header in request.headers { wire.headers.add(name: header.name, value: header.value) }
        wire.body = request.body.clientBody
        do {
            // Only waiting is limited, not the time that many bytes take.
            let response = try await client.execute(wire, deadline: .distantFuture)
            return HTTPReply(response, host: host, over: self)
        } catch {
            throw Task.isCancelled ? .cancelled : HTTPError(error, host: host)
        }
    }

    private static func tls(
        trusting certificates: String?
    ) throws(HTTPError) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        guard let certificates else { return configuration }
        do {
            configuration.trustRoots = .certificates(
                try NIOSSLCertificate.fromPEMFile(certificates))
        } catch {
            throw .certificatesUnreadable(certificates)
        }
        return configuration
    }
}
