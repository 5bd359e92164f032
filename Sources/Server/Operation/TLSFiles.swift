import FoundationEssentials
import Logging
import NIOCore
import NIOSSL
import RegistryCore
import Synchronization

/// A certificate and its key in two files, read again when they have changed: whoever renews them
/// need not restart the server.
final class TLSFiles: Sendable {
    private let certificate: String
    private let key: String
    private let logger: Logger
    private let state: Mutex<State>

    private struct State {
        var loaded: NIOSSLContextConfigurationOverride
        var modified: [Date?]
    }

    /// Reads both files; throws `usage` if they are no certificate and key.
    init(certificate: String, key: String, logger: Logger) throws(RegistryError) {
        self.certificate = certificate
        self.key = key
        self.logger = logger
        let modified = [certificate, key].map(modificationDate)
        do {
            state = Mutex(State(loaded: try load(certificate, key), modified: modified))
        } catch {
            throw RegistryError(
                .usage, "The certificate or its key can't be read: \(error)",
                remedy: "Name PEM files: the server's certificate first, then those above it.")
        }
    }

    /// What the server begins with, and asks again at every handshake.
    func configuration() throws -> TLSConfiguration {
        let loaded = state.withLock(\.loaded)
        guard let chain = loaded.certificateChain, let key = loaded.privateKey else {
            preconditionFailure("loaded, yet empty")
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain, privateKey: key)
        configuration.minimumTLSVersion = .tlsv12
        // In a task: files are not read on the loop that serves connections, and what BoringSSL
        // remembers of a bad one, it remembers for that thread and not for this handshake.
        configuration.sslContextCallback = { _, promise in
            promise.completeWithTask { self.current() }
        }
        return configuration
    }

    /// The newest pair that could be read: a pair half written is passed over until it is whole.
    private func current() -> NIOSSLContextConfigurationOverride {
        let modified = [certificate, key].map(modificationDate)
        return state.withLock { state in
            guard modified != state.modified else { return state.loaded }
            do {
                state.loaded = try load(certificate, key)
                state.modified = modified
                logger.notice("The certificate was read again.")
            } catch {
                logger.error("The new certificate can't be read: \(error)")
            }
            return state.loaded
        }
    }
}

private func load(
    _ certificate: String, _ key: String
) throws -> NIOSSLContextConfigurationOverride {
    var loaded = NIOSSLContextConfigurationOverride()
    let chain = try NIOSSLCertificate.fromPEMFile(certificate)
    let key = try NIOSSLPrivateKey(file: key, format: .pem)
    loaded.certificateChain = chain.map { .certificate($0) }
    loaded.privateKey = .privateKey(key)
    // A certificate and another one's key would fail every handshake.
    _ = try NIOSSLContext(
        configuration: .makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key)))
    return loaded
}

private func modificationDate(_ path: String) -> Date? {
    (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date
}
