/// What a public key consists of, by its type (RFC 4253 §6.6, RFC 5656 §3.1, RFC 8709 §4,
/// https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.u2f).
indirect enum KeyMaterial: Hashable, Sendable {
    case ed25519([UInt8])
    case ecdsa(Curve, point: [UInt8])
    case rsa(RSANumbers)
    /// A key that never leaves its token, which signs for one `application`, such as `ssh:`.
    case securityKey(KeyMaterial, application: String)
    /// Of a type that is not verified here; its blob says it all.
    case unknown

    /// The types that are verified here.
    static let types =
        ["ssh-ed25519", "ssh-rsa"] + Curve.allCases.map(\.keyType)
        + [SecurityKeyType.ed25519, .ecdsa].map(\.rawValue)

    /// Reads the fields after the type, to the end of the blob.
    init(type: String, from reader: inout SSHReader) throws(WireError) {
        self = try Self.fields(of: type, from: &reader)
        guard self != .unknown else { return }
        try reader.finish()
    }

    /// Reads the fields of a key of this type, and no byte more; none of an unknown type.
    static func fields(
        of type: String, from reader: inout SSHReader
    ) throws(WireError) -> KeyMaterial {
        if let curve = Curve.allCases.first(where: { $0.keyType == type }) {
            return .ecdsa(curve, point: try point(on: curve, from: &reader))
        }
        switch type {
        case "ssh-ed25519": return .ed25519(try reader.readString())
        case "ssh-rsa": return .rsa(try RSANumbers(from: &reader))
        case SecurityKeyType.ed25519.rawValue:
            let key = KeyMaterial.ed25519(try reader.readString())
            return .securityKey(key, application: try reader.readName())
        case SecurityKeyType.ecdsa.rawValue:
            let key = KeyMaterial.ecdsa(
                .nistp256, point: try point(on: .nistp256, from: &reader))
            return .securityKey(key, application: try reader.readName())
        default: return .unknown
        }
    }

    private static func point(
        on curve: Curve, from reader: inout SSHReader
    ) throws(WireError) -> [UInt8] {
        guard try reader.readName() == curve.rawValue else { throw .contradiction }
        return try reader.readString()
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
        case .securityKey(let key, _):
            try key.validate()
        case .unknown: break
        }
    }
}

/// The two types of hardware keys, which name the algorithms of their signatures as well.
enum SecurityKeyType: String {
    case ed25519 = "sk-ssh-ed25519@openssh.com"
    case ecdsa = "sk-ecdsa-sha2-nistp256@openssh.com"

    /// The algorithm with which a browser signs for a key of the type `ecdsa`.
    static let webAuthn = "webauthn-sk-ecdsa-sha2-nistp256@openssh.com"
}
