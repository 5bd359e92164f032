package import FoundationEssentials

/// An upload in parts that somebody has begun and nobody completed.
package struct Upload: Hashable, Sendable {
    package let key: String
    package let id: String
    /// When it was begun, by the server's clock.
    package let begun: Date
}

/// A part that the server has.
struct UploadedPart: Hashable, Sendable {
    let number: Int
    let size: Int64
    /// Without its quotation marks.
    let tag: String
}
