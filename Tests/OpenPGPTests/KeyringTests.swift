import Cryptography
import FoundationEssentials
import Testing

/// The key `ed25519` of the corpus.
private let armored: [UInt8] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let data = (try? Data(contentsOf: folder.appending(path: "Corpus/keyrings.json"))) ?? Data()
    let keyrings = (try? JSONDecoder().decode([String: String].self, from: data)) ?? [:]
    return Array((keyrings["ed25519"] ?? "").utf8)
}()

/// A packet of the new format (RFC 9580 §4.2.1), shorter than 192 bytes.
private func packet(_ tag: UInt8, _ body: [UInt8]) -> [UInt8] {
    [0xc0 | tag, UInt8(body.count)] + body
}

private func block(_ bytes: [UInt8], label: String = "PUBLIC KEY BLOCK") -> [UInt8] {
    let text = Data(bytes).base64EncodedString()
    return Array("-----BEGIN PGP \(label)-----\n\n\(text)\n-----END PGP \(label)-----\n".utf8)
}

/// The body of a key packet: version, time, algorithm, and an MPI of so many bits.
private func key(version: UInt8 = 4, algorithm: UInt8 = 1, bits: Int = 2048) -> [UInt8] {
    [version, 0, 0, 0, 1, algorithm, UInt8(bits >> 8), UInt8(bits & 0xff), 1, 2, 3]
}

@Suite struct `A file of OpenPGP keys` {
    @Test func `has one key with its fingerprint, and the packets without their armour`() throws {
        let keyring = try OpenPGPKeyring(armored: armored)
        #expect(keyring.keys.count == 1)
        #expect(keyring.keys.first?.fingerprint.description.count == 40)
        #expect(try OpenPGPKeyring(armored: block(keyring.bytes)).keys == keyring.keys)
        #expect(try OpenPGPKeyring(armored: [0x0a] + armored + [0x0a]) == keyring)
    }

    @Test func `may have several keys, each with subkeys of its own`() throws {
        let two = packet(6, key()) + packet(14, key(bits: 3072)) + packet(6, key(bits: 4096))
        let keyring = try OpenPGPKeyring(armored: block(two))
        #expect(keyring.keys.map(\.subkeys.count) == [1, 0])
        #expect(Set(keyring.fingerprints).count == 3)
    }

    @Test(arguments: broken)
    func `is refused for what is wrong with it`(text: [UInt8], want: OpenPGPKeyError) {
        #expect(throws: want) { try OpenPGPKeyring(armored: text) }
    }

    @Test func `is not read past the end of a packet, wherever it is cut`() throws {
        let bytes = try OpenPGPKeyring(armored: armored).bytes
        for count in bytes.indices.dropFirst() {
            _ = try? OpenPGPKeyring(armored: block(Array(bytes.prefix(count))))
        }
    }
}

private let broken: [([UInt8], OpenPGPKeyError)] = [
    ([], OpenPGPKeyError.notArmored),
    (armored + armored, .notArmored),
    (armored + Array("more\n".utf8), .notArmored),
    (Array(armored.dropLast(4)), .notArmored),
    (block(packet(6, key()), label: "PRIVATE KEY BLOCK"), .notArmored),
    ([UInt8](repeating: 0x0a, count: 65 << 10), .tooLong(limit: 64 << 10)),
    (block(packet(5, key())), .privateKey),
    (block(packet(6, key()) + packet(7, key())), .privateKey),
    (block(packet(14, key())), .malformed),
    (block(packet(13, [0x61])), .malformed),
    (block(packet(6, key()) + packet(12, [6, 0, 3])), .malformed),
    (block(packet(6, key()) + packet(8, [0])), .malformed),
    (block(Array(packet(6, key()).dropLast())), .malformed),
    (block([0x06, 0x01, 0x00]), .malformed),
    (block([0xc6, 0xe1] + key()), .malformed),
    (block(packet(6, [4, 0, 0])), .malformed),
    (block(packet(6, key(version: 6))), .unsupported(version: 6)),
    (block(packet(6, key(version: 3))), .unsupported(version: 3)),
    (block(packet(6, key(bits: 1024))), .weakKey(bits: 1024)),
    (block(manyKeys), .tooMany(limit: 16)),
]

private let manyKeys: [UInt8] = (0...16).flatMap { packet(6, key(bits: 2048 + $0)) }
