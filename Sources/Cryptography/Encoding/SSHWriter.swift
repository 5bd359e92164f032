extension [UInt8] {
    /// Appends `bytes` as SSH's wire format writes a string: four bytes of length, then the bytes
    /// (RFC 4251 §5).
    mutating func appendSSHString(_ bytes: some Collection<UInt8>) {
        let count = UInt32(bytes.count)
        append(contentsOf: stride(from: 24, through: 0, by: -8).map { UInt8(count >> $0 & 0xff) })
        append(contentsOf: bytes)
    }
}
