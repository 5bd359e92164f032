import Cryptography
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import RegistryCore
import Templates

/// A file that pages load, at an address that is of these very bytes and so may be kept for good.
struct PageAsset: Hashable, Sendable {
    static let style = PageAsset(.style, "text/css; charset=utf-8")
    static let script = PageAsset(.script, "text/javascript; charset=utf-8")
    static let passkeys = PageAsset(.passkeyScript, "text/javascript; charset=utf-8")
    static let all = [style, script, passkeys]

    /// Below `/-/`.
    let name: String
    private let mediaType: String
    private let bytes: [UInt8]
    private let tag: EntityTag

    private init(_ file: PageFile, _ mediaType: String) {
        bytes = Array(file.text.utf8)
        tag = EntityTag(of: bytes)
        self.mediaType = mediaType
        let parts = file.rawValue.split(separator: ".")
        name = "\(parts[0])-\(Digest(hashing: bytes).description.prefix(16)).\(parts[1])"
    }

    func response(to exchange: Exchange) throws -> Response {
        try exchange.require(.get, .head)
        var headers = HTTPFields()
        headers[.eTag] = tag.text
        headers[.cacheControl] = "public, max-age=31536000, immutable"
        headers[.contentTypeOptions] = "nosniff"
        if tag.isKnown(to: exchange.request.headers) {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentType] = mediaType
        headers[.contentLength] = "\(bytes.count)"
        guard exchange.request.method == .get else {
            return Response(status: .ok, headers: headers)
        }
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
