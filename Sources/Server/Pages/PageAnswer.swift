import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

/// A page on its way to a browser, with all that keeps it from doing what it should not.
struct PageAnswer {
    let bytes: [UInt8]
    var mediaType = "text/html; charset=utf-8"
    var status = HTTPResponse.Status.ok
    var headers = HTTPFields()

    /// Nothing but our own style, script and images, no frames, and forms that are sent to us.
    static let policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    /// The answer to `request`, in brief for whoever has the page already.
    func response(to request: Request) -> Response {
        var headers = headers
        headers[.contentSecurityPolicy] = Self.policy
        headers[.contentTypeOptions] = "nosniff"
        headers[.referrerPolicy] = "same-origin"
        headers[.openerPolicy] = "same-origin"
        headers[.vary] = "Accept, Authorization, Cookie"
        if status == .ok {
            let tag = EntityTag(of: bytes)
            headers[.eTag] = tag.text
            headers[.cacheControl] = "private, no-cache"
            if tag.isKnown(to: request.headers) {
                return Response(status: .notModified, headers: headers)
            }
        } else {
            headers[.cacheControl] = "no-store"
        }
        headers[.contentType] = mediaType
        headers[.contentLength] = "\(bytes.count)"
        guard request.method != .head else { return Response(status: status, headers: headers) }
        return Response(
            status: status, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

extension HTTPField.Name {
    static let contentSecurityPolicy = Self.named("Content-Security-Policy")
    static let referrerPolicy = Self.named("Referrer-Policy")
    static let openerPolicy = Self.named("Cross-Origin-Opener-Policy")
}
