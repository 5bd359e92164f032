import Cryptography
package import FoundationEssentials
import RegistryCore

/// AWS Signature Version 4, as S3 and whatever speaks like it wants its requests signed
/// (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html).
///
/// A value and no clock: the same request, key and date always give the same signature.
package struct SignatureV4: Sendable {
    private let key: AccessKey
    private let region: String
    private let service: String
    private let time: String

    /// - Parameters:
    ///   - region: As the bucket's; servers that have none take any.
    ///   - date: Now, as the server's clock has it too: 15 minutes apart are too many.
    package init(key: AccessKey, region: String, service: String = "s3", date: Date) {
        self.key = key
        self.region = region
        self.service = service
        time = date.formatted(Self.timeFormat)
    }

    /// The header that says what the body hashes to.
    static let payloadHeader = "x-amz-content-sha256"

    /// `20150830T123600Z`.
    private static let timeFormat = Date.ISO8601FormatStyle(
        dateSeparator: .omitted, dateTimeSeparator: .standard, timeSeparator: .omitted)

    /// The request with the headers that make it a signed one.
    ///
    /// - Parameter payload: Said in the header `x-amz-content-sha256` too, which S3 demands.
    package func signed(_ request: SignableRequest, payload: PayloadHash) -> SignableRequest {
        var request = request
        request.headers.append(.init(Self.payloadHeader, "\(payload)"))
        return authorized(request, payload: payload)
    }

    /// The request with a date, the key's session token, and the signature over everything in it.
    func authorized(_ request: SignableRequest, payload: PayloadHash) -> SignableRequest {
        var request = request
        request.headers.append(.init("x-amz-date", time))
        if let token = key.sessionToken {
            request.headers.append(.init("x-amz-security-token", token))
        }
        let canonical = CanonicalRequest(request, payload: payload)
        let value = """
            \(algorithm) Credential=\(key.id)/\(scope), \
            SignedHeaders=\(canonical.signedHeaders), Signature=\(signature(canonical))
            """
        request.headers.append(.init("authorization", value))
        return request
    }

    /// The request whose address alone is enough to send it, for so long.
    ///
    /// - Parameters:
    ///   - seconds: At most 604,800, a week; and no longer than the key itself lasts.
    ///   - payload: What S3 calculates with unless a header says otherwise: unsigned.
    package func presigned(
        _ request: SignableRequest, seconds: Int, payload: PayloadHash = .unsigned
    ) -> SignableRequest {
        var request = request
        request.query += [
            .init("X-Amz-Algorithm", algorithm),
            .init("X-Amz-Credential", "\(key.id)/\(scope)"),
            .init("X-Amz-Date", time),
            .init("X-Amz-Expires", "\(seconds)"),
            .init("X-Amz-SignedHeaders", CanonicalRequest(request, payload: payload).signedHeaders),
        ]
        if let token = key.sessionToken {
            request.query.append(.init("X-Amz-Security-Token", token))
        }
        let canonical = CanonicalRequest(request, payload: payload)
        request.query.append(.init("X-Amz-Signature", signature(canonical)))
        return request
    }

    private func signature(_ request: CanonicalRequest) -> String {
        let message = "\(algorithm)\n\(time)\n\(scope)\n\(request.digest)"
        return Digest(authenticating: Array(message.utf8), with: signingKey).description
    }

    private var signingKey: [UInt8] {
        [String(time.prefix(8)), region, service, "aws4_request"]
            .reduce(Array("AWS4\(key.secret)".utf8)) { key, part in
                Digest(authenticating: Array(part.utf8), with: key).rawBytes
            }
    }

    private var scope: String { "\(time.prefix(8))/\(region)/\(service)/aws4_request" }
}

private let algorithm = "AWS4-HMAC-SHA256"
