/// What a public key consists of, by its type (RFC 4253 §6.6, RFC 5656 §3.1, RFC 8709 §4).
enum KeyMaterial: Hashable, Sendable {
    case ed25519([UInt8])
    case ecdsa(Curve, point: [UInt8])
    case rsa(RSANumbers)
    /// Of a type that is not verified here; its blob says it all.
    case unknown

    /// The types that are verified here.
    static let types = ["ssh-ed25519", "ssh-rsa"] + Curve.allCases.map(\.keyType)

    /// Reads the fields after the type, to the end of the blob.
    init(type: String, from reader: inout SSHReader) throws(WireError) {
        switch type {
        case "ssh-ed25519": self = .ed25519(try reader.readString())
        case "ssh-rsa": self = .rsa(try RSANumbers(from: &reader))
        default:
            guard let curve = Curve.allCases.first(where: { $0.keyType == type }) else {
                self = .unknown
                return
            }
            guard try reader.readName() == curve.rawValue else { throw .contradiction }
            self = .ecdsa(curve, point: try reader.readString())
        }
        try reader.finish()
    }

    /// Demands of the numbers what OpenSSH demands of a key it reads.
    ///
    /// OpenSSH also refuses points with a coordinate of half the bits or less. To sign with such a
    /// key one would have to find it, at the cost of breaking the curve; so they need no check.
    func validate() throws(KeyError) {
        switch self {
        case .ed25519(let key):
            guard key.count == 32 else { throw .improperKey }
        case .ecdsa(let curve, let point):
            guard point.count == curve.pointLength, point.first == 4, VerificationKey(self) != nil
            else { throw .improperKey }
        case .rsa(let numbers):
            try numbers.validate()
        case .unknown: break
        }
    }
}
