package import SystemPackage

/// Reads packets one after the other, and never holds more than two of them.
package struct PktLineReader: Sendable {
    private let source: FileDescriptor?
    private var buffer: [UInt8]
    private var consumed = 0

    /// Reads from a descriptor, which stays open.
    package init(reading descriptor: FileDescriptor) {
        source = descriptor
        buffer = []
    }

    /// Reads what is in memory.
    package init(_ bytes: [UInt8]) {
        source = nil
        buffer = bytes
    }

    /// The next packet; `nil` where the bytes end between two.
    package mutating func next() throws(PktLineError) -> PktLine? {
        guard try fill(PktLine.digits) else {
            guard count == 0 else { throw .truncated }
            return nil
        }
        switch try length(take(PktLine.digits)) {
        case 0: return .flush
        case 1: return .delimiter
        case let length where length >= PktLine.digits:
            let count = length - PktLine.digits
            guard count <= PktLine.longest else { throw .invalidLength }
            guard try fill(count) else { throw .truncated }
            return .data(Array(take(count)))
        // 2 ends a response of version 2, and 3 means nothing.
        default: throw .invalidLength
        }
    }

    /// Lower-case digits alone, as every client writes them, so that a packet has one spelling.
    private func length(_ digits: ArraySlice<UInt8>) throws(PktLineError) -> Int {
        var value = 0
        for digit in digits {
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                value = value << 4 | Int(digit - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"):
                value = value << 4 | Int(digit - UInt8(ascii: "a") + 10)
            default: throw .invalidLength
            }
        }
        return value
    }

    /// How many bytes wait to be taken.
    private var count: Int { buffer.count - consumed }

    private mutating func take(_ count: Int) -> ArraySlice<UInt8> {
        defer { consumed += count }
        return buffer[consumed..<(consumed + count)]
    }

    /// Whether `wanted` bytes wait, after reading as many as that takes.
    private mutating func fill(_ wanted: Int) throws(PktLineError) -> Bool {
        while count < wanted {
            guard let source else { return false }
            if consumed > 0 {
                buffer.removeFirst(consumed)
                consumed = 0
            }
            let more = try source.readAvailable(atMost: PktLine.longest)
            guard !more.isEmpty else { return false }
            buffer += more
        }
        return true
    }
}

extension FileDescriptor {
    /// One read; empty at the end.
    fileprivate func readAvailable(atMost limit: Int) throws(PktLineError) -> [UInt8] {
        do {
            return try unsafe [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
                count = try unsafe read(into: UnsafeMutableRawBufferPointer(buffer))
            }
        } catch {
            throw .unreadable
        }
    }
}
