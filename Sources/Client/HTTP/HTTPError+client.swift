import AsyncHTTPClient
import NIOCore
import NIOPosix
import NIOSSL

extension HTTPError {
    /// What an error of the HTTP client means; `host` is whom it was talking to.
    init(_ error: any Error, host: String) {
        self =
            switch error {
            case let error as HTTPError: error
            case is CancellationError: .cancelled
            case let error as HTTPClientError: HTTPError(error, host: host)
            case let error as NIOSSLError: HTTPError(error, host: host)
            case is NIOSSLExtraError: .untrusted(host: host, reason: "\(error)")
            case is NIOConnectionError: .unreachable(host: host, reason: "no connection")
            case is NIOTooManyBytesError: .tooLong(host: host, limit: 0)
            case let error as IOError:
                .connectionLost(host: host, reason: "system error \(error.errnoCode)")
            default: .connectionLost(host: host, reason: "\(error)")
            }
    }

    private init(_ error: HTTPClientError, host: String) {
        switch error {
        case .cancelled, .requestStreamCancelled: self = .cancelled
        case .invalidURL, .emptyHost, .emptyScheme: self = .invalidAddress(host)
        case .connectTimeout, .getConnectionFromPoolTimeout, .tlsHandshakeTimeout:
            self = .unreachable(host: host, reason: error.shortDescription)
        default: self = .connectionLost(host: host, reason: error.shortDescription)
        }
    }

    private init(_ error: NIOSSLError, host: String) {
        switch error {
        case .handshakeFailed, .unableToValidateCertificate, .noCertificateToValidate:
            self = .untrusted(host: host, reason: "\(error)")
        default: self = .connectionLost(host: host, reason: "\(error)")
        }
    }
}
