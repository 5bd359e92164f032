import RegistryCore
import Testing

@Suite struct `The text of a version's digest` {
    private let record = Pointer(digest: digest("1"), size: 321)

    @Test func `names the version, its record and its artifacts, sorted by bytes`() {
        let text = versionDigestText(
            model: detector, version: VersionNumber(12), record: record,
            artifacts: [
                "é.bin": Pointer(digest: digest("2"), size: 2),
                "model.bin": Pointer(digest: digest("3"), size: 1 << 40),
                "a/b": Pointer(digest: digest("4"), size: 4),
                "a-b": Pointer(digest: digest("5"), size: 5),
                "B": Pointer(digest: digest("6"), size: 6), "empty": .empty,
            ])
        #expect(
            text == """
                cairn.version-digest/v1 fraud/detector 12
                \(digest("1")) 321 version.yaml
                \(digest("6")) 6 artifacts/B
                \(digest("5")) 5 artifacts/a-b
                \(digest("4")) 4 artifacts/a/b
                e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 0 artifacts/empty
                \(digest("3")) 1099511627776 artifacts/model.bin
                \(digest("2")) 2 artifacts/é.bin

                """)
    }

    @Test func `of a version without artifacts is two lines`() {
        let text = versionDigestText(
            model: detector, version: .first, record: record, artifacts: [:])
        #expect(
            text == """
                cairn.version-digest/v1 fraud/detector 1
                1111111111111111111111111111111111111111111111111111111111111111 321 version.yaml

                """)
    }
}
