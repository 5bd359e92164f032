import CZlib

/// Why a packed stream can't be read.
package enum InflationError: Error, Equatable {
    /// It is not packed that way, or damaged, or breaks off.
    case malformed
    /// It has more bytes than anybody may send.
    case tooLong(limit: Int64)
}

/// Unpacks a stream piece by piece; never more than a piece of what comes out is in memory, however
/// much that is in all.
@safe package struct Inflater: ~Copyable {
    /// How a stream of deflated bytes (RFC 1951) is framed.
    package enum Framing: Sendable {
        /// As git sends long requests (RFC 1952).
        case gzip
        /// By gzip or by zlib (RFC 1950), whichever its first bytes say: as joblib writes.
        case gzipOrZlib
        /// Not at all, as in a zip archive.
        case none
    }

    private let stream: UnsafeMutablePointer<z_stream>
    private let limit: Int64
    private var input: [UInt8] = []
    private var consumed = 0
    private var produced: Int64 = 0
    private var isEnded = false
    /// Whether the last piece was filled, so that more may wait for the next.
    private var isPending = false

    /// The most bytes that `next` gives at once.
    private static let pieceSize = 64 << 10

    /// - Parameter limit: The most bytes there may be in all, once inflated.
    package init(_ framing: Framing, limit: Int64) {
        self.limit = limit
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        let status =
            switch framing {
            case .gzip: unsafe czlib_read_gzip(stream)
            case .gzipOrZlib: unsafe czlib_read_gzip_or_zlib(stream)
            case .none: unsafe czlib_read_deflate(stream)
            }
        precondition(status == Z_OK, "zlib can't be set up")
    }

    deinit {
        unsafe inflateEnd(stream)
        unsafe stream.deallocate()
    }

    /// Takes the next bytes of the stream; all before them must have been asked for.
    package mutating func feed(_ bytes: [UInt8]) {
        input = bytes
        consumed = 0
    }

    /// The next bytes of what was packed; `nil` when more must be fed first.
    package mutating func next() throws(InflationError) -> [UInt8]? {
        guard consumed < input.count || isPending else { return nil }
        guard !isEnded else { throw .malformed }
        var piece = [UInt8](repeating: 0, count: Self.pieceSize)
        let (status, count) = inflate(into: &piece)
        guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
            throw .malformed
        }
        isEnded = status == Z_STREAM_END
        isPending = !isEnded && count == piece.count
        produced += Int64(count)
        guard produced <= limit else { throw .tooLong(limit: limit) }
        piece.removeLast(piece.count - count)
        return piece.isEmpty ? nil : piece
    }

    /// Throws unless the stream has come to its end.
    package borrowing func finish() throws(InflationError) {
        guard isEnded else { throw .malformed }
    }

    private mutating func inflate(into piece: inout [UInt8]) -> (status: Int32, count: Int) {
        let stream = unsafe stream
        let start = consumed
        let size = piece.count
        let status = unsafe input.withUnsafeMutableBufferPointer { source in
            unsafe piece.withUnsafeMutableBufferPointer { target in
                unsafe stream.pointee.next_in = source.baseAddress.map { unsafe $0 + start }
                unsafe stream.pointee.avail_in = UInt32(source.count - start)
                unsafe stream.pointee.next_out = target.baseAddress
                unsafe stream.pointee.avail_out = UInt32(target.count)
                return unsafe CZlib.inflate(stream, Z_NO_FLUSH)
            }
        }
        consumed = input.count - Int(unsafe stream.pointee.avail_in)
        return (status, size - Int(unsafe stream.pointee.avail_out))
    }
}
