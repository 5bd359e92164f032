import Cryptography
import HTTPTypes
import RegistryCore

/// What tells one state of an answer from every other (RFC 9110 §8.8.3); a strong one.
struct EntityTag: Hashable {
    /// With its quotation marks.
    let text: String

    /// The tag of an artifact, whatever name it has.
    init(_ digest: Digest) {
        text = "\"\(digest)\""
    }

    /// The tag of these very bytes.
    init(of bytes: [UInt8]) {
        text = "\"\(Digest(hashing: bytes).description.prefix(32))\""
    }

    /// Whether `If-None-Match` names it (RFC 9110 §13.1.2): then nothing need be sent again.
    func isKnown(to headers: HTTPFields) -> Bool {
        guard let known = headers[.ifNoneMatch] else { return false }
        return known.split(separator: ",").contains { candidate in
            let tag = candidate.filter { $0 != " " && $0 != "\t" }
            return tag == "*" || tag == text || tag == "W/\(text)"
        }
    }
}
