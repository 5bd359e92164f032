import Cryptography
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import RegistryCore

/// What an endpoint has to say.
enum APIAnswer: Sendable {
    /// One value as JSON.
    case value([UInt8])
    /// A page of a list as JSON, and the key of its last item if there is more.
    case page([UInt8], end: String?)
    /// An answer that is complete.
    case response(Response)

    /// What answers `request`, in brief for whoever knows it already.
    ///
    /// - Parameter address: That of the list, for the link to its next page.
    func response(to request: APIRequest, at address: String) -> Response {
        switch self {
        case .value(let bytes): document(bytes, HTTPFields(), request)
        case .page(let bytes, let end): document(bytes, links(to: end, request, address), request)
        case .response(let response): response
        }
    }

    private func links(to end: String?, _ request: APIRequest, _ address: String) -> HTTPFields {
        var headers = HTTPFields()
        if let end {
            let token = PageToken(after: end, in: request.list).text
            // RFC 8288
            headers[.link] = "<\(address)?\(request.query.next(page: token))>; rel=\"next\""
        }
        return headers
    }

    private func document(
        _ bytes: [UInt8], _ more: HTTPFields, _ request: APIRequest
    ) -> Response {
        var headers = more
        // The link belongs to what is the same.
        let tag = EntityTag(of: bytes + Array((more[.link] ?? "").utf8))
        headers[.eTag] = tag.text
        headers[.cacheControl] = "private, no-cache"
        headers[.vary] = "Authorization, Cookie"
        headers[.contentTypeOptions] = "nosniff"
        if tag.isKnown(to: request.exchange.request.headers) {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentType] = "application/json"
        headers[.contentLength] = "\(bytes.count)"
        guard request.exchange.request.method == .get else {
            return Response(status: .ok, headers: headers)
        }
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

extension HTTPField.Name {
    static let contentTypeOptions = Self.named("X-Content-Type-Options")
    static let link = Self.named("Link")
}
