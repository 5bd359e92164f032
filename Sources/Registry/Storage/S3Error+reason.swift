import Client

extension S3Error {
    /// Why it failed, for the middle of a sentence.
    var reason: String {
        switch self {
        case .noSuchKey(let key): "there is no \(key)"
        case .noSuchBucket(let bucket): "there is no bucket \(bucket)"
        case .noSuchUpload(let key): "somebody gave up the upload of \(key)"
        case .changed(let key): "\(key) was replaced while it was read"
        case .outOfRange(let key): "the range lies outside of \(key)"
        case .denied(let code): "access denied (\(code))"
        case .wrongRegion(let region):
            region.map { "the bucket is in the region \($0)" } ?? "the region is not the bucket's"
        case .clockSkewed: "this machine's clock is wrong"
        case .refused(let status, let code): "the server replied \(status) \(code)"
        case .malformedReply(let what): "the reply to \(what) is not what S3 says it is"
        case .sourceFailed: "the file could not be read"
        case .http(let error): error.reason
        case .credentials(let error): error.reason
        }
    }
}

extension HTTPError {
    /// Why there was no reply, for the middle of a sentence.
    var reason: String {
        switch self {
        case .invalidAddress(let text): "'\(text)' is no address"
        case .certificatesUnreadable(let path): "the certificates in '\(path)' can't be read"
        case .unreachable(let host, let reason): "\(host) does not answer (\(reason))"
        case .untrusted(let host, let reason):
            "the certificate of \(host) is not trusted (\(reason))"
        case .connectionLost(let host, let reason):
            "the connection to \(host) broke off (\(reason))"
        case .tooLong(let host, let limit): "\(host) replied with more than \(limit) bytes"
        case .sourceFailed: "the file could not be read"
        case .cancelled: "it was cancelled"
        }
    }
}

extension CredentialError {
    /// Why there is no key, for the middle of a sentence.
    var reason: String {
        switch self {
        case .none: "no credentials were found"
        case .unreadable(let path): "'\(path)' can't be read"
        case .noSuchProfile(let name): "there is no profile '\(name)'"
        case .malformed(let source): "the credentials from \(source) are incomplete"
        case .refused(let source, let status): "\(source) replied \(status)"
        case .http(let error): "credentials could not be fetched: \(error.reason)"
        }
    }
}
