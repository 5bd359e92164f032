/// The address of a bucket and of a place in it: `s3://bucket/some/prefix`.
package struct StoreURL: TextualName {
    package static let noun = "a store"
    package static let grammar =
        "s3://<bucket>, or s3://<bucket>/<prefix> of letters, digits and ._-"

    package let bucket: String
    /// Without slashes around it; empty for the whole bucket.
    package let prefix: String

    package init?(parsing text: some StringProtocol) {
        guard text.hasPrefix("s3://") else { return nil }
        let parts = String(text).dropFirst(5).split(
            separator: "/", omittingEmptySubsequences: false)
        guard (3...63).contains(parts[0].utf8.count), parts.count <= 8,
            parts.allSatisfy({ Self.isPart($0) })
        else { return nil }
        bucket = String(parts[0])
        prefix = parts.dropFirst().map(String.init).joined(separator: "/")
    }

    package var description: String {
        prefix.isEmpty ? "s3://\(bucket)" : "s3://\(bucket)/\(prefix)"
    }

    /// Letters and digits, and inside of them dots, dashes and underscores too.
    private static func isPart(_ part: some StringProtocol) -> Bool {
        let bytes = Array(part.utf8)
        let isPlain = { (byte: UInt8) in
            isNameByte(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        }
        guard let first = bytes.first, let last = bytes.last, bytes.count <= 200 else {
            return false
        }
        return isPlain(first) && isPlain(last)
            && bytes.allSatisfy { isPlain($0) || "._-".utf8.contains($0) }
    }
}
