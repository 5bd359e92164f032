/// The two numbers of an RSA key, each the content of an `mpint`.
struct RSANumbers: Hashable, Sendable {
    let exponent: [UInt8]
    let modulus: [UInt8]

    init(from reader: inout SSHReader) throws(WireError) {
        exponent = try reader.readInteger()
        modulus = try reader.readInteger()
    }

    init(exponent: [UInt8], modulus: [UInt8]) {
        self.exponent = exponent
        self.modulus = modulus
    }

    /// Bits of the modulus: what people call the length of the key.
    var bits: Int {
        let magnitude = modulus.drop { $0 == 0 }
        return magnitude.count * 8 - (magnitude.first?.leadingZeroBitCount ?? 0)
    }

    /// Bytes of the modulus, and so of a signature.
    var signatureLength: Int {
        (bits + 7) / 8
    }

    /// Demands 1024 to 16384 bits, as OpenSSH does, and an exponent that hides something.
    ///
    /// With the exponent 1 a message is its own signature, which anybody can write; an even one
    /// belongs to no RSA key.
    func validate() throws(KeyError) {
        guard bits >= 1024 else { throw .tooShort(bits: bits) }
        guard bits <= 16384, exponent.last.map({ $0 & 1 == 1 }) == true, exponent != [1] else {
            throw .improperKey
        }
    }
}
