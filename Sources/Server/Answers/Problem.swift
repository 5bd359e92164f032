import FoundationEssentials
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import RegistryCore

/// An error as a problem document (RFC 9457), with the command line's own code and remedy.
///
/// `message` and `documentation_url` are what git-lfs shows (git-lfs/docs/api/batch.md).
struct Problem: Encodable {
    let type: String
    let title: String
    let status: Int
    let detail: String
    let code: ErrorCode
    let remedy: String
    let objections: [Objection]
    let message: String
    let requestID: String
    /// Which character of a query is to blame, counted from 1.
    let character: Int?
    /// The field or the value that was most likely meant there.
    let nearest: String?

    enum CodingKeys: String, CodingKey {
        case type, title, status, detail, code, remedy, objections, message, character, nearest
        case requestID = "request_id"
    }

    init(_ refusal: Refusal, requestID: String) {
        let first = refusal.error.objections[0]
        type = "urn:cairn:error:\(first.code.rawValue)"
        title = refusal.status.reasonPhrase
        status = refusal.status.code
        detail = first.message
        code = first.code
        remedy = first.remedy
        objections = refusal.error.objections
        message = refusal.error.sentence
        self.requestID = requestID
        character = refusal.query?.character
        nearest = refusal.query?.nearest
    }
}

extension RegistryError {
    /// The first objection in one line, for those who show no more.
    var sentence: String {
        let first = objections[0]
        return "\(first.message) \(first.remedy) [\(first.code.rawValue)]"
    }
}

extension Refusal {
    /// The answer that says so, in the form that `client` shows to its user.
    func response(to client: Client, requestID: String) -> Response {
        var headers = headers
        headers[.cacheControl] = "no-store"
        headers[.requestID] = requestID
        let bytes: [UInt8]
        switch client {
        case .git:
            headers[.contentType] = "text/plain; charset=utf-8"
            bytes = Array(error.objections.flatMap(\.lines).joined(separator: "\n").utf8) + [10]
        case .lfs, .browser, .other:
            headers[.contentType] =
                client == .lfs ? MediaType.lfs : "application/problem+json"
            bytes = json(Problem(self, requestID: requestID))
        }
        return Response(
            status: status, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

/// What shows an error to a person.
enum Client {
    /// Git, which shows plain text only (`remote-curl.c`, show_http_message).
    case git
    case lfs
    /// One that shows pages.
    case browser
    case other
}

/// The media types that more than one place names.
enum MediaType {
    static let lfs = "application/vnd.git-lfs+json"
}

/// JSON with sorted keys and UTC times, as everywhere in Cairn.
func json(_ value: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    guard let data = try? encoder.encode(value) else {
        preconditionFailure("our own answers hold only what JSON can say")
    }
    return Array(data)
}
