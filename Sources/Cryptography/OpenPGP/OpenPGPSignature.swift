/// Who claims to have made an OpenPGP signature; nothing of it is verified here.
package struct OpenPGPSignature: Hashable, Sendable {
    /// The last 16 hex digits of fingerprints (RFC 9580 §5.5.4.2): by them at least a signature
    /// names its keys.
    private let issuers: Set<String>
    /// How many signatures the block holds.
    package let count: Int
    /// An algorithm or a hash whose signatures are not taken, in words; `nil` if there is none.
    package let weakness: String?
    /// Whether all are of version 4 and over the bytes as they are (type 0, §5.2.1): a signature
    /// over text does not care how lines end, so it would hold for more than one message.
    package let isOverBytes: Bool

    /// Reads an armoured signature of at most 64 KiB; `nil` if it is none that can be read.
    package init?(armored: [UInt8]) {
        guard armored.count <= Armor.longest,
            let bytes = try? dearmor(armored, label: "PGP SIGNATURE"),
            let packets = try? OpenPGPPacket.all(in: bytes)
        else { return nil }
        let bodies = packets.filter { $0.tag == 2 && $0.body.count > 6 }.map(\.body)
        count = packets.count
        issuers = Set(bodies.flatMap(Self.issuers))
        isOverBytes =
            bodies.count == packets.count && bodies.allSatisfy { $0[0] == 4 && $0[1] == 0 }
        weakness = bodies.lazy.compactMap(Self.weakness(of:)).first
    }

    /// Whether the signature names one of the keys in `keyring`.
    package func names(_ keyring: OpenPGPKeyring) -> Bool {
        keyring.fingerprints.contains { issuers.contains(String($0.description.suffix(16))) }
    }

    /// RSA, ECDSA, EdDSA, Ed25519 and Ed448 (RFC 9580 §9.1).
    private static let algorithms: Set<UInt8> = [1, 19, 22, 27, 28]
    /// SHA-256, SHA-384 and SHA-512 (RFC 9580 §9.5); SHA-1 can be made to collide.
    private static let hashes: Set<UInt8> = [8, 9, 10]

    private static func weakness(of body: [UInt8]) -> String? {
        if !algorithms.contains(body[2]) { return "the public-key algorithm \(body[2])" }
        return hashes.contains(body[3]) ? nil : "the hash algorithm \(body[3])"
    }

    /// The key ids in both sets of subpackets of a version 4 signature (RFC 9580 §5.2.3).
    private static func issuers(in body: [UInt8]) -> [String] {
        guard body[0] == 4 else { return [] }
        let hashed = area(of: body, at: 4)
        return subpackets(hashed) + subpackets(area(of: body, at: 6 + hashed.count))
    }

    /// The bytes after the two of their length, at `start`.
    private static func area(of body: [UInt8], at start: Int) -> ArraySlice<UInt8> {
        guard start + 2 <= body.count else { return [] }
        let count = Int(body[start]) << 8 | Int(body[start + 1])
        return body[(start + 2)...].prefix(count)
    }

    /// The issuers (16) and issuers' fingerprints (33) among the subpackets, as key ids.
    private static func subpackets(_ area: ArraySlice<UInt8>) -> [String] {
        var rest = area
        var found: [String] = []
        while let count = length(&rest), count > 0, count <= rest.count {
            let content = rest.prefix(count)
            rest.removeFirst(count)
            guard let kind = content.first, [16, 33].contains(kind & 0x7f), count >= 9 else {
                continue
            }
            found.append(hexadecimal(Array(content.suffix(8))))
        }
        return found
    }

    /// RFC 9580 §5.2.3.7.
    private static func length(_ rest: inout ArraySlice<UInt8>) -> Int? {
        guard let first = rest.popFirst() else { return nil }
        if first < 192 { return Int(first) }
        let more = first < 255 ? 1 : 4
        guard rest.count >= more else { return nil }
        defer { rest.removeFirst(more) }
        let number = rest.prefix(more).reduce(0) { $0 << 8 | Int($1) }
        return first < 255 ? (Int(first) - 192) << 8 + number + 192 : number
    }
}
