import Cryptography
import Testing

private let good = OpenSSHVector.ed25519.signature
private let begin = "-----BEGIN SSH SIGNATURE-----\n"
private let end = "-----END SSH SIGNATURE-----\n"
private let base64 = good.dropFirst(begin.count).dropLast(end.count).split(separator: "\n").joined()

private let badBase64 = SignatureError.malformed(.notBase64)

/// A way to write a good signature, what it earns, and whether `ssh-keygen` lets it pass; `nil`
/// where its versions differ.
private struct Form: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let want: SignatureError?
    let passesSSHKeygen: Bool?

    init(_ name: String, _ text: String, _ want: SignatureError?, _ passesSSHKeygen: Bool?) {
        (testDescription, self.text, self.want) = (name, text, want)
        self.passesSSHKeygen = passesSSHKeygen
    }
}

@Suite struct `The armour of a signature` {
    @Test(arguments: forms) private func `has one form, and nothing around it`(form: Form)
        async throws
    {
        let bytes = Array(form.text.utf8)
        let objection = Signature.objection(
            to: bytes, over: OpenSSHVector.message, namespace: OpenSSHVector.namespace)
        #expect(objection == form.want)
        guard let passesSSHKeygen = form.passesSSHKeygen else { return }
        let verdict = try await KeyRing().checks(
            bytes, OpenSSHVector.message, namespace: OpenSSHVector.namespace)
        #expect(verdict == passesSSHKeygen)
    }
}

private let forms = [
    Form("as made", good, nil, true),
    Form("without the last line feed", String(good.dropLast()), nil, true),
    Form("in one long line", begin + base64 + "\n" + end, nil, true),
    Form("with empty lines", begin + "\n" + base64 + "\n\n" + end, nil, true),
    Form("an empty line after it", good + "\n", .trailingData, true),
    Form("words after it", good + "and more", .trailingData, true),
    Form("twice", good + good, .trailingData, true),
    Form("an empty line before it", "\n" + good, .malformed(.notArmored), false),
    Form("a space before it", " " + good, .malformed(.notArmored), false),
    Form("nothing", "", .malformed(.notArmored), false),
    Form("its first line alone", begin, .malformed(.notArmored), false),
    Form("without its last line", begin + base64, .malformed(.notArmored), false),
    Form("its last line not by itself", begin + base64 + end, .malformed(.notArmored), false),
    Form(
        "a space after its first line", good.replacing("\n", with: " \n", maxReplacements: 1),
        .malformed(.notArmored), false),
    Form("both lines, nothing between", begin + end, .malformed(.notArmored), nil),
    Form("an empty line between", begin + "\n" + end, .malformed(.encoding(.truncated)), false),
    Form("a space in the base64", good.replacing("AAAAAQ", with: "AAAA AQ"), badBase64, true),
    Form("a stray character", good.replacing("AAAAAQ", with: "AAAA-Q"), badBase64, false),
    Form("base64 after the padding", begin + base64 + "AAAA\n" + end, badBase64, false),
    Form("less padding", begin + base64.dropLast() + "\n" + end, badBase64, false),
    Form("DOS line ends", good.replacing("\n", with: "\r\n"), .malformed(.notArmored), nil),
    Form("lower case", good.lowercased(), .malformed(.notArmored), false),
    Form("64 KiB and more", good.replacing("U1NI", with: manyLines + "U1NI"), tooLong, nil),
]

private let manyLines = String(repeating: "\n", count: 1 << 16)
private let tooLong = SignatureError.malformed(.tooLong(limit: 1 << 16))
