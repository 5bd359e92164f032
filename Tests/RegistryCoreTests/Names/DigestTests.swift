import RegistryCore
import Testing

@Suite struct `A digest` {
    static let text = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

    @Test func `reads 64 lower-case hex digits and writes the same`() throws {
        let digest = try #require(Digest(parsing: Self.text))
        #expect(digest.description == Self.text)
        #expect(digest.rawBytes.prefix(3) == [0xe3, 0xb0, 0xc4])
        #expect(digest == .ofNothing)
        #expect(try recoded(digest) == digest)
    }

    /// docs/decisions/0004: an async frame that kept more would be written past its end.
    @Test func `and an object id are aligned to 16 bytes at most`() {
        #expect(MemoryLayout<Digest>.alignment <= 16)
        #expect(MemoryLayout<ObjectID>.alignment <= 16)
    }

    @Test(arguments: [
        "", "e3b0", "\(text.dropLast())", "\(text)0", text.uppercased(), " \(text.dropLast())",
        "\(text) ", "\(text)\n", "\(text.dropLast())g", "0x\(text.dropLast(2))",
        "\(text.dropLast())٣", "sha256:\(text)", "\(text.dropLast(2))é",
    ])
    func `is nothing else`(text: String) {
        #expect(Digest(parsing: text) == nil)
    }

    @Test func `sorts by its bytes`() {
        #expect(
            [digest("f"), digest("0"), digest("a")].sorted() == [
                digest("0"), digest("a"), digest("f"),
            ])
        #expect(digest("a") != digest("b"))
    }

    @Test func `is refused in JSON where it is no digest`() {
        #expect(throws: DecodingError.self) { try decode("'E3'", as: Digest.self) }
    }
}

@Suite struct `An object name` {
    static let text = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"

    @Test func `reads 40 lower-case hex digits and writes the same`() throws {
        let id = try #require(ObjectID(parsing: Self.text))
        #expect(id == .emptyTree)
        #expect(id.description == Self.text)
        #expect(id.short == "4b825dc642cb")
        #expect(ObjectID(rawBytes: id.rawBytes) == id)
        #expect(try recoded(id) == id)
        #expect(ObjectID.zero.description == String(repeating: "0", count: 40))
    }

    @Test(arguments: [
        "", "4b825dc", "\(text.dropLast())", "\(text)0", text.uppercased(), "\(text)\n",
        "HEAD", "\(text.dropLast(3))^{}", "\(text.dropLast())x", `A digest`.text,
    ])
    func `is nothing else: no abbreviation, no revision`(text: String) {
        #expect(ObjectID(parsing: text) == nil)
    }

    @Test func `sorts by its bytes`() {
        #expect(
            [object("9"), object("a"), object("1")].sorted() == [
                object("1"), object("9"), object("a"),
            ])
    }

    @Test func `has exactly 20 bytes`() async {
        await #expect(processExitsWith: .failure) {
            _ = ObjectID(rawBytes: [UInt8](repeating: 1, count: 19))
        }
    }
}
