import Cryptography
import Testing

private let good = OpenSSHVector.ed25519.signature
private let begin = "-----BEGIN SSH SIGNATURE-----\n"
private let end = "-----END SSH SIGNATURE-----\n"
private let base64 = good.dropFirst(begin.count).dropLast(end.count).split(separator: "\n").joined()

@Suite struct `The armour of a signature` {
    /// The last column: whether `ssh-keygen` lets it pass; `nil` where its versions differ.
    @Test(
        arguments: [
            (good, nil, true),
            (String(good.dropLast()), nil, true),
            (begin + base64 + "\n" + end, nil, true),
            (begin + "\n" + base64 + "\n\n" + end, nil, true),
            (good + "\n", .trailingData, true),
            (good + "and more", .trailingData, true),
            (good + good, .trailingData, true),
            ("\n" + good, .malformed(.notArmored), false),
            (" " + good, .malformed(.notArmored), false),
            ("", .malformed(.notArmored), false),
            (begin, .malformed(.notArmored), false),
            (begin + base64, .malformed(.notArmored), false),
            (begin + base64 + end, .malformed(.notArmored), false),
            (
                "-----BEGIN SSH SIGNATURE----- \n" + base64 + "\n" + end, .malformed(.notArmored),
                false
            ),
            (begin + end, .malformed(.notArmored), nil),
            (begin + "\n" + end, .malformed(.encoding(.truncated)), false),
            (begin + base64.prefix(40) + " " + base64.dropFirst(40) + "\n" + end, badBase64, true),
            (begin + base64.prefix(40) + "-" + base64.dropFirst(41) + "\n" + end, badBase64, false),
            (begin + base64 + "AAAA\n" + end, badBase64, false),
            (begin + base64.dropLast() + "\n" + end, badBase64, false),
            (String(good.replacing("\n", with: "\r\n")), .malformed(.notArmored), nil),
            (good.lowercased(), .malformed(.notArmored), false),
            (
                begin + String(repeating: "\n", count: 1 << 16) + base64 + "\n" + end,
                .malformed(.tooLong(limit: 1 << 16)), nil
            ),
        ] as [(String, SignatureError?, Bool?)])
    func `has one form, and nothing around it`(
        armored: String, want: SignatureError?, passesSSHKeygen: Bool?
    ) async throws {
        let bytes = Array(armored.utf8)
        let objection = Signature.objection(
            to: bytes, over: OpenSSHVector.message, namespace: OpenSSHVector.namespace)
        #expect(objection == want)
        guard let passesSSHKeygen else { return }
        let verdict = try await KeyRing().checks(
            bytes, OpenSSHVector.message, namespace: OpenSSHVector.namespace)
        #expect(verdict == passesSSHKeygen)
    }
}

private let badBase64 = SignatureError.malformed(.notBase64)
