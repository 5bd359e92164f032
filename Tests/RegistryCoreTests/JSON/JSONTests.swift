import RegistryCore
import Testing

@Suite struct `A text in JSON` {
    @Test(
        arguments: [
            ("null", .null), (" true ", .bool(true)), ("[]", .list([])), ("{}", .map([:])),
            ("-0.5e+10", .number("-0.5e+10")), ("0", .number("0")),
            ("12345678901234567890", .number("12345678901234567890")),
            (#""a\"\\\/\b\f\n\r\t""#, .text("a\"\\/\u{8}\u{c}\n\r\t")),
            (#""\u00e9\ud83d\ude00é""#, .text("é😀é")),
            (
                #"{"a":[1,{"b":null}],"c":"d"}"#,
                .map(["a": .list([.number("1"), .map(["b": .null])]), "c": .text("d")])
            ),
            ("[\n1 ,\t2 ]\r", .list([.number("1"), .number("2")])),
        ] as [(String, JSONValue)])
    func `is read as RFC 8259 says`(text: String, value: JSONValue) {
        #expect(JSONValue(json: text.utf8) == value)
    }

    @Test(arguments: [
        "", " ", "nul", "truex", "{", "[", "[1", "[1,]", "{,}", #"{"a"}"#, #"{"a":}"#, #"{a:1}"#,
        #"{"a":1,}"#, #"{"a":1 "b":2}"#, "1 2", "01", "1.", ".5", "+1", "-", "1e", "0x1", "NaN",
        #""a"#, #""\x""#, #""\u12""#, #""\ud800""#, #""\ud800\u0041""#, #""\udc00""#,
        "\"a\nb\"", "'a'", "[1]]", "// x\n1", "\u{feff}1", #"{"a":1,"a":1}"#,
        #"{"a":1,"\u0061":2}"#,
        String(repeating: "[", count: 17) + String(repeating: "]", count: 17),
    ])
    func `is read in no other way, and nothing is said twice`(text: String) {
        #expect(JSONValue(json: text.utf8) == nil)
    }

    @Test(arguments: [
        [0x22, 0xff, 0x22], [0x22, 0xc0, 0x80, 0x22], [0x22, 0xed, 0xa0, 0x80, 0x22],
    ])
    func `is UTF-8`(bytes: [UInt8]) {
        #expect(JSONValue(json: bytes) == nil)
    }

    @Test func `may be sixteen levels deep`() {
        let text = String(repeating: "[", count: 16) + String(repeating: "]", count: 16)
        #expect(JSONValue(json: text.utf8) != nil)
    }
}
