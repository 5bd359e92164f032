import RegistryCore
import Testing

@Suite struct `A number of bytes` {
    @Test(
        arguments: [
            ("0", 0), ("512", 512), ("512B", 512), ("10KiB", 10_240), ("1MiB", 1_048_576),
            ("2GiB", 2_147_483_648),
            ("1TiB", 1_099_511_627_776), ("9223372036854775807", Int64.max),
        ] as [(String, Int64)])
    func `has a binary unit`(text: String, bytes: Int64) throws {
        let count = try #require(ByteCount(parsing: text))
        #expect(count.bytes == bytes)
        #expect(try recoded(count) == count)
    }

    @Test(arguments: [
        "", "B", "MiB", "-1", "-0", "+1", "+10KiB", "1.5GiB", "1 MiB", " 1", "1 ", "1MB", "1mib",
        "1M", "1e3", "0x10",
        "9223372036854775808", "8388608TiB", "١", "1MiBKiB",
    ])
    func `is written in no other way`(text: String) {
        #expect(ByteCount(parsing: text) == nil)
    }

    @Test(
        arguments: [
            (0, "0 B"), (1, "1 B"), (1023, "1023 B"), (1024, "1.00 KiB"), (1536, "1.50 KiB"),
            (1_048_575, "1023.99 KiB"),
            (1 << 20, "1.00 MiB"), (1_610_612_736, "1.50 GiB"), (1 << 40, "1.00 TiB"),
            (1025 << 40, "1025.00 TiB"),
            (1_081_081, "1.03 MiB"),
        ] as [(Int64, String)])
    func `is shown to people with two decimals`(bytes: Int64, text: String) {
        #expect(ByteCount(bytes).description == text)
    }
}

@Suite struct `A length of time` {
    @Test(
        arguments: [
            ("0s", 0), ("90s", 90), ("15m", 900), ("12h", 43_200), ("30d", 2_592_000),
            ("4w", 2_419_200),
            ("36525d", 3_155_760_000),
        ] as [(String, Int64)])
    func `has a unit`(text: String, seconds: Int64) throws {
        let span = try #require(TimeSpan(parsing: text))
        #expect(span.seconds == seconds)
        #expect(span.description == text)
        #expect(try recoded(span) == span)
    }

    @Test(arguments: [
        "", "d", "30", "-1d", "-0d", "+30d", "1.5h", "30 d", " 30d", "30d ", "30D", "1y", "30days",
        "٣d", "36526d",
        "3155760001s", "99999999999999999999w",
    ])
    func `is written in no other way, and is at most a hundred years`(text: String) {
        #expect(TimeSpan(parsing: text) == nil)
    }
}

@Suite struct `The limits` {
    @Test func `are a mebibyte, a tebibyte and ten thousand files if nothing is said`() throws {
        let limits = try policy().effectiveLimits
        #expect(limits.manifestBytes == 1 << 20)
        #expect(limits.artifactBytes == 1 << 40)
        #expect(limits.fileCount == 10_000)
    }

    @Test func `are those of the policy`() throws {
        let limits: Limits = try decode("{'manifest': '64KiB', 'artifact': '5GiB', 'files': 12}")
        #expect(limits.manifestBytes == 65_536)
        #expect(limits.artifactBytes == 5 << 30)
        #expect(limits.fileCount == 12)
    }

    @Test func `never let a manifest outgrow its reader`() throws {
        let limits: Limits = try decode("{'manifest': '1GiB'}")
        #expect(limits.manifestBytes == 1 << 20)
    }
}
