import HTTPTypes
import RegistryCore

/// The one part of an artifact that a request wants (RFC 9110 §14).
struct ByteRange: Hashable {
    let span: Range<Int64>
    private let size: Int64

    /// `Content-Range` of an answer with that part.
    var contentRange: String { "bytes \(span.lowerBound)-\(span.upperBound - 1)/\(size)" }

    /// Reads `Range` and `If-Range`; `nil` if the whole artifact is to be sent, as it is to whoever
    /// asks for several parts, or has a part of something else.
    ///
    /// - Throws: 416 for a part that lies behind the end.
    init?(_ headers: HTTPFields, of pointer: Pointer) throws {
        guard let text = headers[.range], text.hasPrefix("bytes=") else { return nil }
        if let condition = headers[.ifRange], condition != "\"\(pointer.digest)\"" { return nil }
        let ends = text.dropFirst("bytes=".count).split(
            separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard ends.count == 2, ends.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let span = Self.span(first: ends[0], last: ends[1], of: pointer.size)
        else { return nil }
        guard !span.isEmpty else { throw Self.unsatisfiable(pointer.size) }
        self.span = span
        size = pointer.size
    }

    /// The bytes that are meant; empty for none that there are, `nil` for what is no range.
    private static func span(
        first: Substring, last: Substring, of size: Int64
    ) -> Range<Int64>? {
        guard !first.isEmpty else {
            return Int64(last).map { max(0, size - $0)..<size }
        }
        guard let start = Int64(first), start < size else {
            return first.isEmpty ? nil : size..<size
        }
        guard !last.isEmpty else { return start..<size }
        guard let end = Int64(last), end >= start else { return nil }
        return start..<min(size, end == .max ? size : end + 1)
    }

    private static func unsatisfiable(_ size: Int64) -> Refusal {
        var refusal = Refusal(
            .rangeNotSatisfiable, .requestInvalid, "The artifact has \(size) bytes.",
            remedy: "Ask for bytes within it.")
        refusal.headers[.contentRange] = "bytes */\(size)"
        return refusal
    }
}
