/// How connections are made, and how long anything may take.
package struct TransportOptions: Hashable, Sendable {
    /// A PEM file of certificates to trust instead of the system's.
    package var certificates: String?
    /// The longest wait for a connection.
    package var connectTimeout: Duration = .seconds(10)
    /// The longest wait for the next bytes.
    package var idleTimeout: Duration = .seconds(60)
    /// The most connections to one host.
    package var connections = 32
    package var retries = RetryPolicy()

    package init() {}
}
