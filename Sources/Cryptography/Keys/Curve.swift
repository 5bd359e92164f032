/// The three curves of ECDSA in SSH (RFC 5656 §10.1).
enum Curve: String, CaseIterable, Sendable {
    case nistp256, nistp384, nistp521

    /// The type of a key on this curve, which is also the algorithm of its signatures.
    var keyType: String {
        "ecdsa-sha2-\(rawValue)"
    }

    /// The curve's name in OpenSSL.
    var groupName: String {
        switch self {
        case .nistp256: "P-256"
        case .nistp384: "P-384"
        case .nistp521: "P-521"
        }
    }

    /// The hash that RFC 5656 §6.2.1 binds to the curve's size.
    var hash: HashFunction {
        switch self {
        case .nistp256: .sha256
        case .nistp384: .sha384
        case .nistp521: .sha512
        }
    }

    /// Bytes of an uncompressed point: 0x04, then both coordinates.
    var pointLength: Int {
        switch self {
        case .nistp256: 1 + 2 * 32
        case .nistp384: 1 + 2 * 48
        case .nistp521: 1 + 2 * 66
        }
    }
}
