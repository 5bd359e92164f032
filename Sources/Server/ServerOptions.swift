package import Logging

/// How a server listens, and what it lets do.
package struct ServerOptions: Sendable {
    /// A host name or address of this machine.
    package var host: String
    /// 0 takes one that is free.
    package var port: Int
    /// Whether nobody may push or upload here.
    package var isReadOnly = false
    /// How clients reach it from outside, such as `https://models.example.com`; `nil`: as each
    /// says itself.
    package var publicURL: String?
    /// The PEM files of a certificate and its key, where the server itself speaks TLS.
    package var tls: (certificate: String, key: String)?
    package var patience = Patience()
    package var logger: Logger

    package init(host: String, port: Int, logger: Logger) {
        self.host = host
        self.port = port
        self.logger = logger
    }
}
