import Testing

@testable import RegistryCore

@Suite struct `Text in an address` {
    /// RFC 4648 §10, without padding, and the two characters that are not those of §4.
    @Test(arguments: [
        ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"),
        ("fooba", "Zm9vYmE"), ("foobar", "Zm9vYmFy"), ("~~\u{7f}??", "fn5_Pz8"),
    ])
    func `is base64url there and back`(plain: String, encoded: String) {
        #expect(encodeBase64URL(plain.utf8) == encoded)
        #expect(decodeBase64URL(encoded.utf8) == Array(plain.utf8))
    }

    @Test(arguments: ["Zg==", "Zh", "Z", "Zm9v+", "Zm9vfn5/Pz8", "Zm 9v", "Zm9v\n", "Zé"])
    func `is base64url in one spelling`(text: String) {
        #expect(decodeBase64URL(text.utf8) == nil)
    }

    @Test(arguments: [
        ("a-b._~9", "a-b._~9"), ("a b/c", "a%20b%2Fc"), ("é", "%C3%A9"), ("\n+", "%0A%2B"),
    ])
    func `is percent-encoded there and back`(plain: String, encoded: String) {
        #expect(plain.percentEncoded == encoded)
        #expect(encoded.percentDecoded == plain)
        #expect("/a b".percentEncoded(keeping: "/") == "/a%20b")
    }

    @Test(arguments: ["%", "%4", "%4g", "%+1", "%ff", "%C3"])
    func `is not percent-decoded where it is broken`(text: String) {
        #expect(text.percentDecoded == nil)
    }

    @Test(arguments: ["", "fraud/detector", "with spaces  and\nlines", "é"])
    func `is a token of one list`(key: String) {
        let token = PageToken(after: key, in: "models").text
        #expect(PageToken.key(in: token, of: "models") == key)
        #expect(PageToken.key(in: token, of: "stages") == nil)
        #expect(PageToken.key(in: token + "A", of: "models") != key)
    }
}
