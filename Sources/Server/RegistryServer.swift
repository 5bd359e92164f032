import Hummingbird
import HummingbirdCore
import HummingbirdHTTP2
import Logging
import NIOCore
package import Registry
package import RegistryCore

/// An HTTP server for one or more registries.
package struct RegistryServer: Sendable {
    private let options: ServerOptions
    private let gate: Gate

    /// - Throws: `usage` if two of them have one name.
    package init(
        serving catalogs: [ServedCatalog], options: ServerOptions
    ) throws(RegistryError) {
        self.options = options
        var byName: [String: ServedCatalog] = [:]
        for catalog in catalogs {
            guard byName.updateValue(catalog, forKey: catalog.name) == nil else {
                throw .sameName(catalog.name)
            }
        }
        let verifier = try TokenVerifier(for: catalogs) { [logger = options.logger] complaint in
            logger.warning("\(complaint)")
        }
        let scheme = options.tls == nil ? "http" : "https"
        gate = Gate(
            verifier: verifier, catalogs: byName, isReadOnly: options.isReadOnly,
            publicURL: options.publicURL, scheme: scheme,
            sessions: BrowserSessions(
                isSecure: (options.publicURL ?? "\(scheme)://").hasPrefix("https://")))
    }

    /// Serves until the process is told to end (SIGTERM, SIGINT) or the task is cancelled; what is
    /// under way then is finished first.
    ///
    /// - Parameter listening: Told the port, once requests are taken.
    package func run(
        listening: @escaping @Sendable (_ port: Int) async -> Void
    ) async throws {
        let application = Application(
            responder: RegistryResponder(gate: gate, logger: options.logger),
            server: try protocols(),
            configuration: ApplicationConfiguration(
                address: .hostname(options.host, port: options.port), serverName: nil,
                availableConnectionsDelegate: MaximumAvailableConnections(
                    Self.mostConnections, logger: options.logger)),
            onServerRunning: { channel in await listening(channel.localAddress?.port ?? 0) },
            logger: options.logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            let catalogs = Array(gate.catalogs.values)
            group.addTask { [options] in
                await Upkeep(catalogs: catalogs, logger: options.logger).run()
            }
            for catalog in catalogs where catalog.following != nil {
                group.addTask { [options] in
                    await Follower(catalog: catalog, logger: options.logger).run()
                }
            }
            try await application.runService()
            group.cancelAll()
        }
    }

    /// The most connections at once; more wait in the system's queue.
    private static let mostConnections = 1024

    /// HTTP/1.1, and over TLS also HTTP/2 for whoever asks for it.
    private func protocols() throws -> HTTPServerBuilder {
        let patience = options.patience
        let stream = HTTP1Channel.Configuration(
            additionalChannelHandlers: [
                IdleStateHandler(allTimeout: IdleConnections.patience), IdleConnections(),
                LeastRate(patience),
            ],
            idleTimeout: TimeAmount(patience.header),
            httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
                maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10,
                maxHeaderFieldCount: 100))
        guard let tls = options.tls else {
            return HTTPServerBuilder { responder in
                LargeReads(base: HTTP1Channel(responder: responder, configuration: stream))
            }
        }
        let files = try TLSFiles(
            certificate: tls.certificate, key: tls.key, logger: options.logger)
        let configuration = try files.configuration()
        return HTTPServerBuilder { responder in
            try TimelyHandshake(
                base: LargeReads(
                    base: HTTP2UpgradeChannel(
                        tlsConfiguration: configuration,
                        configuration: HTTP2UpgradeChannel.Configuration(
                            idleTimeout: patience.header, streamConfiguration: stream),
                        responder: responder)),
                patience: patience.handshake)
        }
    }
}
