import Cryptography
import Support
import Testing

private let key = "AAAAC3NzaC1lZDI1NTE5AAAAIIlizSIN3DQV78VPNjVvvwjgf+P5HqbPYCYu3BOMdjAE"
private let good = "ssh-ed25519 \(key)"

@Suite struct `A list of allowed signers that OpenSSH cannot read` {
    @Test(arguments: [
        ("alice", AllowedSignersError.Reason.missingKey),
        ("alice ssh-ed25519", .missingKey),
        ("alice namespaces=\"git\"", .missingKey),
        ("alice namespaces=\"git\" ssh-ed25519", .missingKey),
        ("alice ssh-ed25519 AAAA!", .key(.notBase64)),
        ("alice ssh-ed25519 AAAA", .key(.malformed(.truncated))),
        ("alice ssh-rsa \(key)", .key(.typeMismatch(stated: "ssh-rsa", actual: "ssh-ed25519"))),
        ("alice namespaces=\"git\" ssh-rsa AAAA", .key(.malformed(.truncated))),
        ("alice foo \(good)", .unknownOption("foo")),
        ("alice foo=\"x\" \(good)", .unknownOption("foo=\"x\"")),
        ("alice cert-authority, \(good)", .unknownOption("")),
        ("alice cert-authorityx \(good)", .unknownOption("x")),
        ("alice ,cert-authority \(good)", .unknownOption(",cert-authority")),
        ("alice namespaces=git \(good)", .unquotedValue(option: "namespaces")),
        ("alice namespaces \(good)", .unknownOption("namespaces")),
        ("alice namespaces=\"git \(good)", .unterminatedQuote),
        ("\"alice \(good)", .unterminatedQuote),
        ("alice namespaces=\"a\",Namespaces=\"b\" \(good)", .repeatedOption("namespaces")),
        ("alice valid-after=\"2026\" \(good)", .improperTime("2026")),
        ("alice valid-after=\"20261301\" \(good)", .improperTime("20261301")),
        ("alice valid-after=\"20260132\" \(good)", .improperTime("20260132")),
        ("alice valid-after=\"202601012400\" \(good)", .improperTime("202601012400")),
        ("alice valid-after=\"202601012360\" \(good)", .improperTime("202601012360")),
        ("alice valid-after=\"20260101235962\" \(good)", .improperTime("20260101235962")),
        ("alice valid-after=\"20260101X\" \(good)", .improperTime("20260101X")),
        ("alice valid-after=\"2026-01-01\" \(good)", .improperTime("2026-01-01")),
        ("alice valid-after=\"19700101Z\" \(good)", .improperTime("19700101Z")),
        ("alice valid-after=\"\" \(good)", .improperTime("")),
        ("alice valid-after=\"20260102Z\",valid-before=\"20260101Z\" \(good)", .neverValid),
        ("alice valid-after=\"20260101Z\",valid-before=\"20260101Z\" \(good)", .neverValid),
    ])
    func `is refused, with the line and the reason`(
        line: String, want: AllowedSignersError.Reason
    ) async throws {
        let list = "# a list\n\n\(line)\nbob \(good)\n"
        let error = #expect(throws: AllowedSignersError.self) { try AllowedSigners(parsing: list) }
        #expect(error?.line == 3)
        #expect(error?.reason == want)
        #expect(try await isRefusedBySSHKeygen(line))
    }

    /// OpenSSH lets these pass, or stops reading at a NUL; a terminal would not show what it reads.
    @Test(arguments: Array(0...8) + Array(11...31) + [127] as [UInt8])
    func `is refused for what a terminal would hide`(control: UInt8) {
        let hidden = String(UnicodeScalar(control))
        let error = #expect(throws: AllowedSignersError.self) {
            try AllowedSigners(parsing: "ali\(hidden)ce \(good)")
        }
        #expect(error?.reason == .controlCharacter)
    }

    @Test func `is refused beyond a mebibyte`() {
        let list = String(repeating: "# a comment\n", count: 100_000)
        let error = #expect(throws: AllowedSignersError.self) { try AllowedSigners(parsing: list) }
        #expect(error?.reason == .tooLong(limit: 1 << 20))
    }

    /// Asks who the signer of OpenSSH's own test signature is, which `line` would say if it could.
    private func isRefusedBySSHKeygen(_ line: String) async throws -> Bool {
        let ring = try KeyRing()
        try ring.scratch.write("signers", line + "\n")
        try ring.scratch.write("signature", OpenSSHVector.ed25519.signature)
        let words = ["ssh-keygen", "-Y", "find-principals", "-f", "signers", "-s", "signature"]
        return try await ring.run(words + ["-Overify-time=20260101000000Z"]).status != 0
    }
}
