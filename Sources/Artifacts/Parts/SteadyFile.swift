package import RegistryCore

/// A file as it was when it was opened, to be read at any place and by several at once.
package struct SteadyFile: Sendable {
    private let file: OpenFile
    private let stamp: FileStamp

    /// Opens a file of the user's, through any symbolic link.
    package init(reading path: String) throws(StoreError) {
        try self.init(OpenFile(reading: path))
    }

    init(_ file: OpenFile) throws(StoreError) {
        self.file = file
        stamp = try file.stamp()
    }

    /// In bytes.
    package var size: Int64 { stamp.size }

    /// The bytes of a range that lies within the file.
    ///
    /// - Throws: `changedWhileReading` if the file has become shorter.
    package func read(_ range: Range<Int64>) async throws(StoreError) -> [UInt8] {
        try await blocking { () async throws(StoreError) in
            var chunk = Chunk(Array(repeating: 0, count: range.count))
            try file.read(into: &chunk, at: range.lowerBound)
            guard chunk.count == range.count else { throw .changedWhileReading(file.path) }
            return chunk.bytes
        }
    }

    /// Throws `changedWhileReading` if the file is no longer what it was when it was opened.
    package func checkUnchanged() throws(StoreError) {
        guard try file.stamp() == stamp else { throw .changedWhileReading(file.path) }
    }
}

extension FileStore {
    /// Opens an artifact of the store's.
    package func object(_ digest: Digest) throws(StoreError) -> SteadyFile {
        try SteadyFile(open(digest))
    }
}
