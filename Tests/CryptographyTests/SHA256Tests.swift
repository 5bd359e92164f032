import Cryptography
import RegistryCore
import Testing

@Suite struct `SHA-256` {
    /// FIPS 180-4 examples, and the million letters of NIST's old test suite.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmno"
                + "ijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
            "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
        ),
        (
            String(repeating: "a", count: 1_000_000),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        ),
    ])
    func `agrees with NIST's examples`(message: String, want: String) {
        #expect(Digest(hashing: Array(message.utf8)).description == want)
    }

    @Test(arguments: [1, 3, 55, 56, 63, 64, 65, 127, 1000])
    func `does not care how the bytes are cut`(piece: Int) {
        let message = (0..<1000).map { UInt8(truncatingIfNeeded: $0 * 7) }
        var hash = SHA256()
        for start in stride(from: 0, to: message.count, by: piece) {
            let bytes = Array(message[start...].prefix(piece))
            let nothing: [UInt8] = []
            hash.update(bytes.span)
            hash.update(nothing.span)
        }
        #expect(hash.finish() == Digest(hashing: message))
    }
}

@Suite struct `A random id` {
    @Test func `has two hex digits a byte, and never comes twice`() {
        let ids = (0..<100).map { _ in randomHex(byteCount: 8) }
        #expect(Set(ids).count == 100)
        for id in ids {
            #expect(id.count == 16)
            #expect(id.allSatisfy { "0123456789abcdef".contains($0) })
        }
    }
}
