/// Why a bucket did not do what it was asked.
package enum S3Error: Error, Hashable {
    /// There is no such object.
    case noSuchKey(String)
    /// There is no such bucket.
    case noSuchBucket(String)
    /// The upload was completed or given up by somebody.
    case noSuchUpload(String)
    /// The object became another one while it was read.
    case changed(String)
    /// The range begins behind the object's end.
    case outOfRange(String)
    /// The key is unknown, has ended, or may not do this; `code` is the server's word for it.
    case denied(code: String)
    /// The bucket is in another region, if the server says in which.
    case wrongRegion(String?)
    /// This machine's clock and the server's are too far apart for any signature.
    case clockSkewed
    /// Any other refusal.
    case refused(status: Int, code: String)
    /// A reply is not what S3 says it is; `what` is what was asked.
    case malformedReply(to: String)
    /// What an upload was to be read from broke off.
    case sourceFailed
    case http(HTTPError)
    case credentials(CredentialError)

    /// Whether another try may go better.
    var isTransient: Bool {
        switch self {
        case .http(let error): error.isTransient
        case .refused(let status, let code):
            [429, 500, 502, 503, 504].contains(status) || code == "RequestTimeout"
        case .noSuchKey, .noSuchBucket, .noSuchUpload, .changed, .outOfRange, .denied,
            .wrongRegion, .clockSkewed, .malformedReply, .sourceFailed, .credentials:
            false
        }
    }
}

extension S3Error {
    /// What a refusal means: `code` is from the reply's body, which HEAD has none of.
    init(status: Int, code: String, region: String?, key: String, bucket: String) {
        switch (status, code) {
        case (_, "NoSuchBucket"): self = .noSuchBucket(bucket)
        case (_, "NoSuchUpload"): self = .noSuchUpload(key)
        case (404, _): self = .noSuchKey(key)
        case (412, _): self = .changed(key)
        case (416, _): self = .outOfRange(key)
        case (_, "RequestTimeTooSkewed"): self = .clockSkewed
        case (301, _), (307, _), (_, "AuthorizationHeaderMalformed"): self = .wrongRegion(region)
        case (401, _), (403, _): self = .denied(code: code)
        default: self = .refused(status: status, code: code)
        }
    }
}
