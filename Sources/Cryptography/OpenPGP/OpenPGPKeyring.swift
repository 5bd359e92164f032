/// One person's OpenPGP keys, as `gpg --armor --export` writes them (RFC 9580 §10.1).
///
/// Only what names the keys is read here; whether their own signatures hold, and what they sign, is
/// for `gpg` to say.
package struct OpenPGPKeyring: Hashable, Sendable {
    /// The longest file there is to read, in bytes.
    package static let longest = 64 << 10
    /// The most primary keys of one person.
    package static let mostKeys = 16

    /// The keys, each a primary key with its subkeys.
    package let keys: [Key]
    /// The packets of all keys, without armour.
    package let bytes: [UInt8]

    /// A primary key and what belongs to it.
    package struct Key: Hashable, Sendable {
        /// What the key is known by.
        package let fingerprint: OpenPGPFingerprint
        /// What signs in its place.
        package fileprivate(set) var subkeys: [OpenPGPFingerprint] = []
    }

    /// Reads one armoured block of public keys.
    package init(armored text: [UInt8]) throws(OpenPGPKeyError) {
        guard text.count <= Self.longest else { throw .tooLong(limit: Self.longest) }
        bytes = try dearmor(text, label: "PGP PUBLIC KEY BLOCK")
        var keys: [Key] = []
        for packet in try OpenPGPPacket.all(in: bytes) {
            switch packet.tag {
            case 6: keys.append(Key(fingerprint: try fingerprint(of: packet)))
            case 14:
                guard !keys.isEmpty else { throw .malformed }
                keys[keys.count - 1].subkeys.append(try fingerprint(of: packet))
            case 5, 7: throw .privateKey
            case 2, 13, 17: guard !keys.isEmpty else { throw .malformed }
            // Not tag 12 either: gpg takes such packets of a keyring for its own notes on which
            // signatures it has found good.
            default: throw .malformed
            }
        }
        guard !keys.isEmpty else { throw .malformed }
        guard keys.count <= Self.mostKeys else { throw .tooMany(limit: Self.mostKeys) }
        self.keys = keys
    }

    /// Every fingerprint in the ring, of primary keys and subkeys.
    package var fingerprints: [OpenPGPFingerprint] {
        keys.flatMap { [$0.fingerprint] + $0.subkeys }
    }
}

/// Why a text is not somebody's public OpenPGP keys.
package enum OpenPGPKeyError: Error, Equatable {
    /// Longer than `limit` bytes.
    case tooLong(limit: Int)
    /// Not one armoured block, or not of public keys.
    case notArmored
    /// Not the packets that public keys consist of.
    case malformed
    /// A private key, which has no business here.
    case privateKey
    /// More than `limit` primary keys.
    case tooMany(limit: Int)
    /// Of a version whose fingerprints are not known here.
    case unsupported(version: UInt8)
    /// An RSA key that can be broken.
    case weakKey(bits: Int)
}

/// The fingerprint of a version 4 key packet (RFC 9580 §5.5.4.2).
private func fingerprint(
    of packet: OpenPGPPacket
) throws(OpenPGPKeyError) -> OpenPGPFingerprint {
    let body = packet.body
    guard body.count > 8, body.count <= 0xffff else { throw .malformed }
    guard body[0] == 4 else { throw .unsupported(version: body[0]) }
    // RSA, by any of its three numbers (§9.1): the modulus comes first, its bits before it.
    if (1...3).contains(body[5]) {
        let bits = Int(body[6]) << 8 | Int(body[7])
        guard bits >= 2048 else { throw .weakKey(bits: bits) }
    }
    let framed = [0x99, UInt8(body.count >> 8), UInt8(body.count & 0xff)] + body
    let text = hexadecimal(sha1(framed))
    guard let fingerprint = OpenPGPFingerprint(parsing: text) else { throw .malformed }
    return fingerprint
}
