/// One packet of Git's line protocol (gitprotocol-common(5)).
package enum PktLine: Hashable, Sendable {
    /// Up to `longest` bytes; of text the last is a line end.
    case data([UInt8])
    /// `0000`: the end of a message.
    case flush
    /// `0001`: the end of a part of a message.
    case delimiter

    /// The most bytes that one packet carries: 65520 with its own four digits
    /// (`LARGE_PACKET_MAX` in git's `pkt-line.h`).
    package static let longest = 65520 - digits

    /// How many hex digits stand before a packet.
    static let digits = 4

    /// A line of text, whose end is added.
    package static func line(_ text: String) -> PktLine {
        .data(Array(text.utf8) + [UInt8(ascii: "\n")])
    }

    /// The text of a line, with or without its end; `nil` for bytes that are none.
    package var text: String? {
        guard case .data(let bytes) = self else { return nil }
        let line = bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes[...]
        return String(validating: line, as: UTF8.self)
    }

    /// The packet as it is sent. Traps on more bytes than one carries.
    package var encoded: [UInt8] {
        switch self {
        case .flush: return Array("0000".utf8)
        case .delimiter: return Array("0001".utf8)
        case .data(let bytes):
            precondition(bytes.count <= Self.longest, "a packet carries \(Self.longest) bytes")
            let count = String(bytes.count + Self.digits, radix: 16)
            let zeros = String(repeating: "0", count: Self.digits - count.utf8.count)
            return Array((zeros + count).utf8) + bytes
        }
    }
}

/// Why bytes are no packets.
package enum PktLineError: Error, Equatable {
    /// The four digits are none, or stand for no packet of this protocol.
    case invalidLength
    /// The bytes end within a packet.
    case truncated
    /// The descriptor can't be read.
    case unreadable
}
