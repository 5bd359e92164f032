/// Where the directory of a zip archive lies, read from the archive's end.
struct ZipEnd {
    /// The bytes of the directory, counted from the beginning of the archive.
    let directory: Range<Int64>
    let members: Int64

    /// The longest end there is: 22 bytes, a comment of 65,535, and what zip64 puts before it.
    static let longest: Int64 = 22 + 65_535 + 20 + 56

    private static let signature: [UInt8] = [0x50, 0x4b, 5, 6]

    /// Reads the end of an archive of `size` bytes, of which `tail` are the last.
    ///
    /// Readers differ in which of several ends they take, and in what they do with bytes between
    /// the parts. Here there is one end, which reaches to the last byte, and the directory stands
    /// right before it; `nil` for all else.
    init?(tail: [UInt8], size: Int64) {
        guard let start = Self.lastSignature(in: tail) else { return nil }
        var reader = ByteReader(tail[(start + 4)...])
        guard let end = try? Fields(&reader), Int(end.comment) == tail.count - start - 22 else {
            return nil
        }
        let position = size - Int64(tail.count - start)
        let before = Array(tail[..<start])
        guard let wide = Zip64End(before: before, at: position) else {
            let locator: [UInt8] = [0x50, 0x4b, 6, 7]
            guard !end.isWide, !before.suffix(20).starts(with: locator) else { return nil }
            self.init(end.offset, end.length, end.members, endingAt: position)
            return
        }
        guard end.agrees(with: wide) else { return nil }
        self.init(wide.offset, wide.length, wide.members, endingAt: wide.position)
    }

    private init?(_ offset: Int64, _ length: Int64, _ members: Int64, endingAt end: Int64) {
        let (sum, overflow) = offset.addingReportingOverflow(length)
        guard offset >= 0, length >= 0, members >= 0, !overflow, sum == end else { return nil }
        directory = offset..<end
        self.members = members
    }

    private static func lastSignature(in tail: [UInt8]) -> Int? {
        guard tail.count >= 22 else { return nil }
        return tail.indices.dropLast(3).last { tail[$0...].starts(with: signature) }
    }

    /// The numbers of the end record (§4.3.16).
    private struct Fields {
        let members: Int64
        let length: Int64
        let offset: Int64
        let comment: UInt16

        init?(_ reader: inout ByteReader) throws(ByteReader.Truncated) {
            let disks = try reader.number(UInt32.self)
            let here = try reader.number(UInt16.self)
            members = Int64(try reader.number(UInt16.self))
            length = Int64(try reader.number(UInt32.self))
            offset = Int64(try reader.number(UInt32.self))
            comment = try reader.number()
            guard disks == 0, Int64(here) == members else { return nil }
        }

        /// Whether a number says that the real one stands elsewhere.
        var isWide: Bool { members == 0xffff || length == 0xffff_ffff || offset == 0xffff_ffff }

        func agrees(with wide: Zip64End) -> Bool {
            (members == 0xffff || members == wide.members)
                && (length == 0xffff_ffff || length == wide.length)
                && (offset == 0xffff_ffff || offset == wide.offset)
        }
    }
}

/// The end record of zip64 and its locator (§4.3.14, §4.3.15), right before the other.
private struct Zip64End {
    let position: Int64
    let members: Int64
    let length: Int64
    let offset: Int64

    /// - Parameter end: Where the other record begins in the archive, and `before` ends.
    init?(before: [UInt8], at end: Int64) {
        guard before.count >= 76 else { return nil }
        var locator = ByteReader(before.suffix(20))
        var record = ByteReader(before.suffix(76))
        do throws(ByteReader.Truncated) {
            guard try locator.number(UInt32.self) == 0x0706_4b50 else { return nil }
            guard try locator.number(UInt32.self) == 0 else { return nil }
            position = try locator.number()
            guard try record.number(UInt32.self) == 0x0606_4b50,
                try record.number(UInt64.self) == 44, position == end - 76
            else { return nil }
            try record.skip(12)
            let here = try record.number(Int64.self)
            members = try record.number()
            length = try record.number()
            offset = try record.number()
            guard here == members else { return nil }
        } catch {
            return nil
        }
    }
}
