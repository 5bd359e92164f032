import Cryptography
import FoundationEssentials
import RegistryCore
import Testing

@testable import Registry

@Suite struct `A key's line in allowed_signers` {
    private static let key =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINVqc6TdytX40FJo4Qpgo1kkRAKjr7aVpufTg4+OS3LV"
    private static let other =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPln0z5FVy9iLG3AP7+RNuM5E2wenI+0/z90vPo5KSGu"

    private func file(with options: String) -> String {
        "# Ours.\nbob@example.com \(Self.other)\n\(options) \(Self.key) at home\n\n# End"
    }

    @Test(arguments: [
        ("ada@example.com", "ada@example.com valid-before=\"20261120140311Z\""),
        (
            "ada@example.com namespaces=\"git\"",
            "ada@example.com namespaces=\"git\",valid-before=\"20261120140311Z\""
        ),
        (
            "ada@example.com\tnamespaces=\"git,file\",Valid-Before=\"20991231000000Z\"",
            "ada@example.com namespaces=\"git,file\",valid-before=\"20261120140311Z\""
        ),
        (
            "ada@example.com valid-after=\"20250101000000Z\",namespaces=\"git\"",
            "ada@example.com valid-after=\"20250101000000Z\",namespaces=\"git\","
                + "valid-before=\"20261120140311Z\""
        ),
    ])
    func `is closed, and nothing else is touched`(before: String, after: String) throws {
        var text = SignersText(Array(file(with: before).utf8))
        let instant = try #require(Date(timestamp: "2026-11-20T14:03:11Z"))
        try text.close(try PublicKey(parsing: Self.key), at: instant)
        #expect(text.text == file(with: after))
    }

    @Test func `is added on a line of its own`() throws {
        var text = SignersText(Array("bob@example.com \(Self.other)".utf8))
        text.add(
            try PublicKey(parsing: "\(Self.key) ada at home"),
            of: try Person(checking: "ada@example.com"))
        #expect(
            text.text
                == "bob@example.com \(Self.other)\nada@example.com namespaces=\"git\" \(Self.key)\n"
        )
    }
}
