/// One packet of OpenPGP (RFC 9580 §4).
struct OpenPGPPacket {
    /// What kind of packet it is (§5).
    let tag: UInt8
    let body: [UInt8]

    /// The packets of `bytes`, each of a length known beforehand.
    static func all(in bytes: [UInt8]) throws(OpenPGPKeyError) -> [OpenPGPPacket] {
        var packets: [OpenPGPPacket] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            packets.append(try OpenPGPPacket(from: &rest))
        }
        return packets
    }

    private init(from rest: inout ArraySlice<UInt8>) throws(OpenPGPKeyError) {
        guard let first = rest.popFirst(), first & 0x80 != 0 else { throw .malformed }
        let isNew = first & 0x40 != 0
        tag = isNew ? first & 0x3f : first >> 2 & 0x0f
        let length =
            isNew ? try Self.newLength(&rest) : try Self.number(&rest, bytes: 1 << (first & 3))
        guard length <= rest.count else { throw .malformed }
        body = Array(rest.prefix(length))
        rest.removeFirst(length)
    }

    /// RFC 9580 §4.2.1; a packet in parts of its own lengths is none that keys have.
    private static func newLength(
        _ rest: inout ArraySlice<UInt8>
    ) throws(OpenPGPKeyError) -> Int {
        let first = try number(&rest, bytes: 1)
        switch first {
        case ..<192: return first
        case ..<224: return (first - 192) << 8 + (try number(&rest, bytes: 1)) + 192
        case 255: return try number(&rest, bytes: 4)
        default: throw .malformed
        }
    }

    /// A number of 1, 2 or 4 bytes, the highest first.
    private static func number(
        _ rest: inout ArraySlice<UInt8>, bytes count: Int
    ) throws(OpenPGPKeyError) -> Int {
        guard count <= 4, count <= rest.count else { throw .malformed }
        defer { rest.removeFirst(count) }
        return rest.prefix(count).reduce(0) { $0 << 8 | Int($1) }
    }
}
