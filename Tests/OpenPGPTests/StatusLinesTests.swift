import Cryptography
import OpenPGP
import Testing

private let key = "A799B853F1ECF8A8C7C920476D3063BDDF8FC60D"
private let valid = "VALIDSIG \(key) 2026-11-21 1795243950 0 4 0 22 8 00 \(key)"
private let good = "GOODSIG 6D3063BDDF8FC60D Alice <alice@example.com>"

@Suite struct `What gpg reports` {
    private func signer(_ lines: [String]) throws -> OpenPGPFingerprint {
        try StatusLines(lines.map { "[GNUPG:] \($0)\n" }.joined()).signer()
    }

    @Test func `names the primary key of one good signature`() throws {
        let other = "49D0139860FDDA909B02D0AAD745DCD5ADA32377"
        let bySubkey = String(valid.dropLast(40)) + other
        #expect(try signer(["NEWSIG", good, valid]).description == key)
        #expect(try signer(["NEWSIG", good, bySubkey]).description == other)
    }

    @Test(arguments: [
        ([], OpenPGPError.bad(.severalSignatures)),
        (["NEWSIG", good], .bad(.severalSignatures)),
        (["NEWSIG", valid], .bad(.severalSignatures)),
        ([good, valid], .bad(.severalSignatures)),
        (["NEWSIG", good, valid, "NEWSIG", good, valid], .bad(.severalSignatures)),
        (["NEWSIG", good, valid, "NEWSIG", "BADSIG 6D3063BDDF8FC60D Eve"], .bad(.broken)),
        (["NEWSIG", "EXPKEYSIG 6D3063BDDF8FC60D Alice", valid], .bad(.expiredKey)),
        (["NEWSIG", "EXPSIG 6D3063BDDF8FC60D Alice", valid], .bad(.expired)),
        (["NEWSIG", "REVKEYSIG 6D3063BDDF8FC60D Alice", valid], .bad(.revokedKey)),
        (["NEWSIG", "ERRSIG 6D 22 8 00 1 9 x", "NO_PUBKEY 6D"], .bad(.unknownKey)),
        (["NEWSIG", good, valid, "ERRSIG 6D 22 8 00 1 4 x"], .bad(.unreadable)),
        (
            ["NEWSIG", good, "VALIDSIG \(key)"],
            .failed(reason: "gpg did not say whose signature it is")
        ),
    ])
    func `counts only if all of it is as it should be`(lines: [String], want: OpenPGPError) {
        #expect(throws: want) { try signer(lines) }
    }

    @Test func `is told apart from what it tells people`() {
        let text = "gpg: Good signature\nGOODSIG x\n\(valid)\n [GNUPG:] \(good)\n"
        #expect(throws: OpenPGPError.bad(.severalSignatures)) { try StatusLines(text).signer() }
    }
}
