/// Reads a source once, chunk by chunk.
struct SourceReader: Sendable {
    private enum Input {
        case file(OpenFile, FileStamp)
        case bytes([UInt8])
        case stream(@Sendable () async throws(StoreError) -> [UInt8]?)
    }

    private let input: Input
    private var offset: Int64 = 0
    /// What a stream gave that was too much for the last chunk.
    private var rest: [UInt8] = []

    /// Opens what `source` names.
    init(_ source: ArtifactSource) throws(StoreError) {
        switch source {
        case .file(let path): try self.init(OpenFile(reading: path))
        case .bytes(let bytes): self.init(input: .bytes(bytes))
        case .stream(let next): self.init(input: .stream(next))
        }
    }

    /// Reads a file from its beginning.
    init(_ file: OpenFile) throws(StoreError) {
        self.init(input: .file(file, try file.stamp()))
    }

    private init(input: Input) {
        self.input = input
    }

    /// The file that is read, if it is one.
    var file: OpenFile? {
        guard case .file(let file, _) = input else { return nil }
        return file
    }

    /// The length in bytes, where it is known before reading.
    var size: Int64? {
        switch input {
        case .file(_, let stamp): stamp.size
        case .bytes(let bytes): Int64(bytes.count)
        case .stream: nil
        }
    }

    /// A chunk to be filled from this source, no larger than the source needs.
    func makeChunk() -> Chunk {
        guard case .file(_, let stamp) = input else { return Chunk([]) }
        return Chunk(atMost: stamp.size)
    }

    /// Replaces `chunk` by what comes next; it is empty at the end.
    mutating func fill(_ chunk: inout Chunk) async throws(StoreError) {
        switch input {
        case .file(let file, let stamp):
            // Not past the end it had, or a log that is written to would be read for ever.
            try file.read(into: &chunk, at: offset, atMost: stamp.size - offset)
        case .bytes(let bytes): chunk = Chunk(offset == 0 ? bytes : [])
        case .stream(let next): chunk = try await gather(next)
        }
        chunk.offset = offset
        offset += Int64(chunk.count)
    }

    /// Joins the small pieces that come over a network, since each chunk has a price.
    private mutating func gather(
        _ next: () async throws(StoreError) -> [UInt8]?
    ) async throws(StoreError) -> Chunk {
        var bytes = rest
        rest = []
        while bytes.count < Chunk.capacity, let piece = try await next() {
            guard !bytes.isEmpty else {
                bytes = piece
                continue
            }
            guard bytes.count + piece.count <= Chunk.capacity else {
                rest = piece
                break
            }
            bytes.reserveCapacity(Chunk.capacity)
            bytes += piece
        }
        return Chunk(bytes)
    }

    /// Throws `changedWhileReading` if the file is no longer what it was before the first byte.
    func checkUnchanged() throws(StoreError) {
        guard case .file(let file, let stamp) = input else { return }
        guard try file.stamp() == stamp else { throw .changedWhileReading(file.path) }
    }
}
