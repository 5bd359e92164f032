/// The directory of a zip archive: what nearly every reader goes by.
struct ZipDirectory {
    let members: [ZipMember]

    /// Reads a directory of exactly `count` members and nothing else; `nil` for all else.
    init?(_ bytes: [UInt8], count: Int64) {
        var reader = ByteReader(bytes)
        var members: [ZipMember] = []
        members.reserveCapacity(Int(count))
        for _ in 0..<count {
            guard let member = try? ZipMember(directory: &reader) else { return nil }
            members.append(member)
        }
        guard reader.isAtEnd else { return nil }
        self.members = members
    }
}

extension ZipMember {
    /// Reads one entry of a directory; `nil` for one that is not well-formed.
    fileprivate init?(directory reader: inout ByteReader) throws(ByteReader.Truncated) {
        guard try reader.number(UInt32.self) == 0x0201_4b50 else { return nil }
        try reader.skip(4)
        let flags = try reader.number(UInt16.self)
        method = Method(try reader.number())
        try reader.skip(8)
        let packed = try reader.number(UInt32.self), unpacked = try reader.number(UInt32.self)
        let nameLength = try reader.number(UInt16.self)
        let extraLength = try reader.number(UInt16.self)
        let commentLength = try reader.number(UInt16.self)
        let disk = try reader.number(UInt16.self)
        try reader.skip(2)
        mode = try reader.number(UInt32.self) >> 16
        let offset = try reader.number(UInt32.self)
        name = Array(try reader.take(Int(nameLength)))
        let extra = ZipExtra(try reader.take(Int(extraLength)), name: name)
        try reader.skip(Int(commentLength))
        isEncrypted = flags & 1 != 0 || flags & 0x2040 != 0
        guard var extra, !name.isEmpty, disk == 0 else { return nil }
        guard let unpacked = extra.widen(unpacked), let packed = extra.widen(packed),
            let offset = extra.widen(offset)
        else { return nil }
        self.packed = packed
        self.unpacked = unpacked
        self.offset = offset
    }
}

/// What stands behind a member's name (§4.5): the numbers that need more than 32 bits.
private struct ZipExtra {
    private var wide: ByteReader

    /// - Returns: `nil` if it is not well-formed, says one thing twice, or gives the member another
    ///   name, which some readers would take.
    init?(_ bytes: ArraySlice<UInt8>, name: [UInt8]) {
        var reader = ByteReader(bytes)
        var wide: ArraySlice<UInt8>?
        while !reader.isAtEnd {
            guard let kind = try? reader.number(UInt16.self),
                let length = try? reader.number(UInt16.self),
                let field = try? reader.take(Int(length))
            else { return nil }
            if kind == 0x0001 {
                guard wide == nil else { return nil }
                wide = field
            }
            if kind == 0x7075, Array(field.dropFirst(5)) != name { return nil }
        }
        self.wide = ByteReader(wide ?? [])
    }

    mutating func widen(_ number: UInt32) -> Int64? {
        guard number == .max else { return Int64(number) }
        guard let number = try? wide.number(Int64.self), number >= 0 else { return nil }
        return number
    }
}
