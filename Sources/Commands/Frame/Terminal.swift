import Glibc
package import SystemPackage

/// What a descriptor is connected to, and what can be read from it.
package enum Terminal {
    /// The width assumed of a terminal that doesn't know its own.
    package static let usualColumns = 80

    /// The longest line that a person's answer may have, in bytes.
    package static let longestLine = 1 << 16

    /// Whether a terminal is at the other end.
    package static func isTerminal(_ descriptor: FileDescriptor) -> Bool {
        isatty(descriptor.rawValue) == 1
    }

    /// The terminal's width in columns; `nil` if `descriptor` is no terminal.
    package static func columns(of descriptor: FileDescriptor) -> Int? {
        guard isTerminal(descriptor) else { return nil }
        var size = winsize()
        let result = unsafe ioctl(descriptor.rawValue, UInt(TIOCGWINSZ), &size)
        return result == 0 && size.ws_col > 0 ? Int(size.ws_col) : usualColumns
    }

    /// The next line without its end; `nil` after the last.
    ///
    /// Byte by byte, so that whoever reads the descriptor next misses nothing.
    package static func readLine(from descriptor: FileDescriptor) throws -> String? {
        var line: [UInt8] = []
        while line.count < longestLine {
            guard let byte = try read(1, from: descriptor).first else {
                return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
            }
            if byte == UInt8(ascii: "\n") { break }
            line.append(byte)
        }
        return String(decoding: line, as: UTF8.self)
    }

    /// All bytes to the end, or to one more than `limit`.
    package static func readBytes(from descriptor: FileDescriptor, limit: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count <= limit {
            let more = try read(min(1 << 16, limit + 1 - bytes.count), from: descriptor)
            if more.isEmpty { break }
            bytes += more
        }
        return bytes
    }

    /// One read of at most `count` bytes; empty at the end.
    private static func read(_ count: Int, from descriptor: FileDescriptor) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let filled = try unsafe bytes.withUnsafeMutableBytes { buffer in
            try unsafe descriptor.read(into: buffer)
        }
        return Array(bytes.prefix(filled))
    }
}
