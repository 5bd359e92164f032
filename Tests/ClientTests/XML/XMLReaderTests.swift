import Support
import Testing

@testable import Client

@Suite struct `XML replies` {
    @Test func `are read with their nesting, text and entities`() throws {
        let root = try #require(
            read(
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <!-- a comment --><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
                  <Name>b</Name><Prefix/><Empty a="1" />
                  <Contents><Key>a&amp;b&lt;&#x63;&#100;</Key><ETag>&quot;e&quot;</ETag></Contents>
                  <Contents><s3:Key>k2</s3:Key></Contents>
                </ListBucketResult>
                """))
        #expect(root.name == "ListBucketResult")
        #expect(root["Name"] == "b" && root["Prefix"] == "" && root["Empty"] == "")
        #expect(root.all("Contents").map { $0["Key"] } == ["a&b<cd", "k2"])
        #expect(root.all("Contents")[0]["ETag"] == "\"e\"")
    }

    @Test(arguments: [
        "", "text", "<a>", "</a>", "<a></b>", "<a><b></a></b>", "<a></a><b></b>", "<a></a>text",
        "<a>&unknown;</a>", "<a>&#xD800;</a>", "<a>&#x110000;</a>", "<a>&amp</a>", "<1></1>", "<>",
        "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "<a><![CDATA[x]]></a>", "<a", "<a><!-- </a>",
        "<?xml <a></a>",
        String(repeating: "<a>", count: 17) + String(repeating: "</a>", count: 17),
    ])
    func `are refused where they are not that simple`(text: String) {
        #expect(read(text) == nil)
    }

    @Test func `do not have to be UTF-8, and then are refused`() {
        #expect(XMLReader.read([0x3C, 0x61, 0x3E, 0xFF, 0x3C, 0x2F, 0x61, 0x3E]) == nil)
    }

    @Test func `never bring the reader down, however broken they are`() {
        let whole = Array("<a b=\"c\"><d>x&amp;y</d><!-- z --><e/>&#65;</a>".utf8)
        var random = SplitMix(seed: 7)
        for _ in 0..<20_000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                bytes[place] = whole.randomElement(using: &random) ?? 0
            }
            _ = XMLReader.read(Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random))))
        }
    }

    private func read(_ text: String) -> XMLElement? {
        XMLReader.read(Array(text.utf8))
    }
}
