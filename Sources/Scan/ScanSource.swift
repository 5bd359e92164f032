/// The bytes of one file, wherever they lie.
package struct ScanSource<Failure: Error>: Sendable {
    /// Length in bytes.
    let size: Int64
    /// Gives the bytes of a range that lies inside the file.
    let read: @Sendable (Range<Int64>) async throws(Failure) -> [UInt8]

    package init(
        size: Int64, read: @escaping @Sendable (Range<Int64>) async throws(Failure) -> [UInt8]
    ) {
        self.size = size
        self.read = read
    }
}
