/// A file of the user's that is read here and there, and not kept.
package struct LocalFile: Sendable {
    /// Length in bytes when it was opened.
    package let size: Int64
    private let file: OpenFile

    /// - Throws: `noSuchFile`, `wrongFileType` or `noPermission`.
    package init(_ path: String) throws(StoreError) {
        file = try OpenFile(reading: path)
        size = try file.stamp().size
    }

    /// The bytes of a range that lies inside the file.
    ///
    /// - Throws: `changedWhileReading` if it has become shorter, or what the system refuses.
    package func read(_ range: Range<Int64>) throws(StoreError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = Chunk(atMost: Int64(range.count))
        while bytes.count < range.count {
            let left = Int64(range.count - bytes.count)
            try file.read(
                into: &chunk, at: range.upperBound - left, atMost: left)
            guard chunk.count > 0 else { throw .changedWhileReading(file.path) }
            bytes += chunk.filled
        }
        return bytes
    }
}
