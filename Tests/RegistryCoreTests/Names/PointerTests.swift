import RegistryCore
import Support
import Testing

/// The lines of a pointer to 12,345 bytes, which the tests below bend one at a time.
private let version = "version https://git-lfs.github.com/spec/v1\n"
private let hash = String(repeating: "4d", count: 32)
private let oid = "oid sha256:\(hash)\n"
private let size = "size 12345\n"

@Suite struct `A pointer` {
    @Test func `is three lines, byte for byte`() throws {
        let pointer = try #require(Pointer(parsing: Array((version + oid + size).utf8)))
        #expect(pointer.digest.description == hash)
        #expect(pointer.size == 12_345)
        #expect(pointer.encoded == Array((version + oid + size).utf8))
    }

    @Test func `of an empty file is no bytes at all`() {
        #expect(Pointer(parsing: []) == .empty)
        #expect(Pointer.empty.encoded.isEmpty)
        #expect(Pointer.empty.size == 0)
        #expect(Pointer.empty.digest.description == `A digest`.text)
    }

    @Test(arguments: [1, 9, 10, 4_294_967_296, Int64.max])
    func `reads back from its own encoding`(size: Int64) {
        let pointer = Pointer(digest: digest("7"), size: size)
        #expect(Pointer(parsing: pointer.encoded) == pointer)
        #expect(pointer.encoded.count <= Pointer.longest)
    }

    @Test func `is at most as long as one of the largest size`() {
        #expect(Pointer(digest: digest("7"), size: .max).encoded.count == Pointer.longest)
    }

    @Test(arguments: [
        "\(version)\(oid)size 12345",
        "\(version)\(oid)\(size)\n",
        "\(version)\(oid)\(size) ",
        " \(version)\(oid)\(size)",
        "\u{FEFF}\(version)\(oid)\(size)",
        "\(version)\(oid)\(size)".replacing("\n", with: "\r\n"),
        "\(version)\(oid)size 012345\n",
        "\(version)\(oid)size +12345\n",
        "\(version)\(oid)size -1\n",
        "\(version)\(oid)size 12345 \n",
        "\(version)\(oid)size  12345\n",
        "\(version)\(oid)size 0x10\n",
        "\(version)\(oid)size 1e3\n",
        "\(version)\(oid)size 9223372036854775808\n",
        "\(version)\(oid)size 99999999999999999999999999999999\n",
        "\(version)\(oid)size ١\n",
        "\(version)\(oid)size 0\n",
        "\(version)\(oid)",
        "\(version)\(size)\(oid)",
        "\(oid)\(size)",
        "\(version)\(oid)\(oid)\(size)",
        "\(version)\n\(oid)\(size)",
        "\(version)ext-0-foo sha256:\(hash)\n\(oid)\(size)",
        "\(version)\(oid.uppercased())\(size)",
        "\(version)oid sha256:\(hash.uppercased())\n\(size)",
        "\(version)oid sha256:\(hash.dropLast())\n\(size)",
        "\(version)oid sha256:\(hash)0\n\(size)",
        "\(version)oid sha512:\(hash)\n\(size)",
        "\(version)oid sha256: \(hash)\n\(size)",
        "version https://hawser.github.com/spec/v1\n\(oid)\(size)",
        "version http://git-lfs.github.com/spec/v1\n\(oid)\(size)",
        "\n", "binary", String(repeating: "x", count: 1 << 16),
    ])
    func `has no second spelling`(text: String) {
        #expect(Pointer(parsing: Array(text.utf8)) == nil)
    }

    @Test func `is spoilt by any one byte changed, added or left out`() {
        let exact = Array((version + oid + size).utf8)
        for index in exact.indices {
            var changed = exact
            changed[index] ^= 0x80
            #expect(Pointer(parsing: changed) == nil, "byte \(index) changed")
            var added = exact
            added.insert(0, at: index)
            #expect(Pointer(parsing: added) == nil, "a byte added at \(index)")
            #expect(Pointer(parsing: exact[..<index]) == nil || index == 0, "cut at \(index)")
        }
    }

    @Test(arguments: [0, 1, 4_096, 1_000_003])
    func `is what git lfs itself writes`(length: Int) async throws {
        let scratch = try Scratch()
        try scratch.write("file", [UInt8](repeating: 7, count: length))
        let written = try await shell(
            ["git", "lfs", "pointer", "--file=file"], in: scratch.path,
            environment: hermeticEnvironment(home: scratch.path))
        let pointer = try #require(Pointer(parsing: Array(written.output.utf8)))
        #expect(pointer.size == Int64(length))
        #expect(String(decoding: pointer.encoded, as: UTF8.self) == written.output)
    }
}
