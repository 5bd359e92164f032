/// How an object is cut into the parts of an upload. It follows from the size alone, so that
/// whoever goes on with an upload cuts in the same places.
package struct PartPlan: Hashable, Sendable {
    /// S3 takes at most so many parts, and each but the last must have 5 MiB.
    private static let mostParts: Int64 = 10_000
    private static let smallestPart: Int64 = 8 << 20

    package let size: Int64
    /// The length of every part but the last, in bytes: 8 MiB up to 80 GB, 105 MiB for a tebibyte.
    package let partSize: Int64

    /// The plan for an object of so many bytes.
    package init(size: Int64) {
        self.size = size
        let needed = (size + Self.mostParts - 1) / Self.mostParts
        let mebibytes = (needed + (1 << 20) - 1) >> 20
        partSize = max(Self.smallestPart, mebibytes << 20)
    }

    /// Whether it is one request's worth of bytes, and so needs no upload in parts.
    package var isSingle: Bool { size <= partSize }

    /// The number of parts, which are counted from 1.
    package var count: Int { Int((size + partSize - 1) / partSize) }

    /// The length of a part in bytes.
    package func length(of part: Int) -> Int {
        Int(min(partSize, size - Int64(part - 1) * partSize))
    }

    /// Where a part lies in the object, in bytes.
    package func span(of part: Int) -> Range<Int64> { span(of: part..<part + 1) }

    /// Where parts that follow one another lie in the object, in bytes.
    package func span(of parts: Range<Int>) -> Range<Int64> {
        Int64(parts.lowerBound - 1) * partSize..<min(size, Int64(parts.upperBound - 1) * partSize)
    }
}
