/// The header that stands before a member's bytes (§4.3.7).
struct ZipHeader {
    /// Length in bytes, the name and what follows it included.
    let length: Int64

    /// The longest there is.
    static let longest: Int64 = ZipMember.shortest + 2 * 65_535

    /// Reads the header of `member`; `nil` if it says other things than the directory does, so that
    /// a reader which goes by it alone would see another archive.
    init?(_ bytes: [UInt8], of member: ZipMember) {
        var reader = ByteReader(bytes)
        do throws(ByteReader.Truncated) {
            guard try reader.number(UInt32.self) == 0x0403_4b50 else { return nil }
            try reader.skip(2)
            let flags = try reader.number(UInt16.self)
            let method = ZipMember.Method(try reader.number())
            try reader.skip(16)
            let nameLength = try reader.number(UInt16.self)
            let extraLength = try reader.number(UInt16.self)
            guard flags & 1 == 0, method == member.method,
                Array(try reader.take(Int(nameLength))) == member.name
            else { return nil }
            length = ZipMember.shortest + Int64(nameLength) + Int64(extraLength)
        } catch {
            return nil
        }
    }
}
