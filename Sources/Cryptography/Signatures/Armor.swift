/// The text form of signatures: a `BEGIN` line, base64 in lines, an `END` line.
enum Armor: CaseIterable {
    case ssh, openPGP, openPGPMessage, x509

    /// The longest armoured signature there is to read, in bytes. The largest real ones, of RSA
    /// keys of 16384 bits, take below 8 KiB.
    static let longest = 64 << 10

    /// How the first line begins; Git looks no further, so a longer line starts a signature too.
    var begin: [UInt8] {
        Array("-----BEGIN \(label)-----".utf8)
    }

    private var end: [UInt8] {
        Array("\n-----END \(label)-----".utf8)
    }

    private var label: String {
        switch self {
        case .ssh: "SSH SIGNATURE"
        case .openPGP: "PGP SIGNATURE"
        case .openPGPMessage: "PGP MESSAGE"
        case .x509: "SIGNED MESSAGE"
        }
    }

    /// What may follow the `END` line: its line end, and the empty line GitHub adds to its own.
    private var tails: [[UInt8]] {
        let tails = ["", "\n", "\n\n"].map { Array($0.utf8) }
        return self == .ssh ? tails.dropLast() : tails
    }

    /// The kind of signature whose first line `bytes` start with.
    init?(startOf bytes: ArraySlice<UInt8>) {
        guard let kind = Self.allCases.first(where: { bytes.starts(with: $0.begin) }) else {
            return nil
        }
        self = kind
    }

    /// `body` between both lines, as `ssh-keygen` breaks it into lines of 70.
    func armored(_ body: [UInt8]) -> [UInt8] {
        var text = begin
        for (index, byte) in encodeBase64(body).utf8.enumerated() {
            if index.isMultiple(of: 70) { text.append(UInt8(ascii: "\n")) }
            text.append(byte)
        }
        return text + end + [UInt8(ascii: "\n")]
    }

    /// What stands between both lines of `bytes`, which hold this and no more than a line end.
    ///
    /// OpenSSH ignores whatever follows the `END` line, and later releases take DOS line ends.
    /// Neither is covered by the signature, so neither is let through.
    func body(of bytes: [UInt8]) throws(SignatureError) -> ArraySlice<UInt8> {
        guard bytes.count <= Self.longest else {
            throw .malformed(.tooLong(limit: Self.longest))
        }
        guard bytes.starts(with: begin), let end = endLine(in: bytes) else {
            throw .malformed(.notArmored)
        }
        let body = bytes[begin.count..<end.lowerBound]
        guard body.first == UInt8(ascii: "\n") else { throw .malformed(.notArmored) }
        guard tails.contains(Array(bytes[end.upperBound...])) else { throw .trailingData }
        return body.dropFirst()
    }

    /// Where the `END` line is, with the line end before it.
    ///
    /// Looks at the starts of lines only: searching bytes for bytes with the standard library took
    /// a tenth of `cairn verify`.
    private func endLine(in bytes: [UInt8]) -> Range<Int>? {
        let end = end
        let start = bytes.indices.first {
            bytes[$0] == UInt8(ascii: "\n") && bytes[$0...].starts(with: end)
        }
        return start.map { $0..<($0 + end.count) }
    }
}
