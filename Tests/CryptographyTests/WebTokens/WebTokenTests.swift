import RegistryCore
import Testing

@testable import Cryptography

/// The published examples of RFC 7515, appendices A.2 and A.3.
private enum RFC7515 {
    static let payload =
        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
    static let rsaKey = """
        {"kty":"RSA","e":"AQAB","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfH\
        Qp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzj\
        b_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb\
        3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyu\
        XpoQ"
        """
    static let rsaSignature = """
        cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5\
        jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1\
        L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYE\
        UipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw
        """
    static let curveKey = """
        {"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",\
        "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"
        """
    static let curveSignature =
        "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"

    static func key(_ text: String, _ rest: String = #","kid":"a"}"#) -> WebKey? {
        JSONValue(json: (text + rest).utf8).flatMap { WebKey($0) }
    }

    /// A set with one key in it that has more members than those of its type.
    static func set(_ text: String, _ rest: String = #","kid":"a"}"#) -> WebKeySet? {
        WebKeySet(parsing: Array("{\"keys\":[\(text)\(rest)]}".utf8))
    }
}

@Suite struct `A key of an issuer` {
    @Test(arguments: [
        (RFC7515.rsaKey, "eyJhbGciOiJSUzI1NiJ9", RFC7515.rsaSignature),
        (RFC7515.curveKey, "eyJhbGciOiJFUzI1NiJ9", RFC7515.curveSignature),
    ])
    func `verifies what RFC 7515 has signed, and nothing else`(
        text: String, header: String, signature: String
    ) throws {
        let key = try #require(RFC7515.key(text))
        let signed = Array("\(header).\(RFC7515.payload)".utf8)
        let bytes = try #require(decodeBase64URL(signature.utf8))
        #expect(key.accepts(bytes, over: signed))
        for place in stride(from: 0, to: bytes.count, by: 9) {
            var changed = bytes
            changed[place] ^= 1
            #expect(!key.accepts(changed, over: signed))
        }
        #expect(!key.accepts(bytes, over: signed.dropLast()))
        #expect(!key.accepts(bytes.dropLast(), over: signed))
        #expect(!key.accepts([0] + bytes, over: signed))
        #expect(!key.accepts([], over: signed))
        #expect(!key.accepts(Array(repeating: 0, count: bytes.count), over: signed))
    }

    @Test(arguments: [
        (RFC7515.rsaKey, "}"), (RFC7515.rsaKey, #","kid":7}"#), (RFC7515.rsaKey, #","kid":""}"#),
        (RFC7515.rsaKey, #","kid":"a","use":"enc"}"#),
        (RFC7515.rsaKey, #","kid":"a","alg":"RS512"}"#),
        (RFC7515.rsaKey, #","kid":"a","alg":"HS256"}"#),
        (RFC7515.rsaKey, #","kid":"a","d":"AQAB"}"#),
        (RFC7515.curveKey, #","kid":"a","alg":"RS256"}"#),
        (#"{"kty":"RSA","e":"AQAB","n":"AQAB""#, #","kid":"a"}"#),
        (RFC7515.rsaKey.replacing("AQAB", with: "AQ"), #","kid":"a"}"#),
        (RFC7515.rsaKey.replacing("AQAB", with: "AQAA"), #","kid":"a"}"#),
        (RFC7515.rsaKey.replacing("AQAB", with: ""), #","kid":"a"}"#),
        (RFC7515.curveKey.replacing("P-256", with: "P-384"), #","kid":"a"}"#),
        (RFC7515.curveKey.replacing("x_F", with: "y_F"), #","kid":"a"}"#),
        (RFC7515.curveKey.replacing("5a0", with: "5a"), #","kid":"a"}"#),
        (#"{"kty":"oct","k":"AQAB""#, #","kid":"a"}"#), (#"{"kty":"OKP""#, #","kid":"a"}"#),
    ])
    func `is passed over where it is weak, of another kind, or for another use`(
        text: String, rest: String
    ) throws {
        #expect(RFC7515.key(text, rest) == nil)
        // The others of its set still count.
        let set = try #require(RFC7515.set("\(text)\(rest),\(RFC7515.rsaKey)"))
        #expect(set.key(of: try token(#"{"alg":"RS256","kid":"a"}"#)) != nil)
    }

    @Test func `is found by its name and its algorithm`() throws {
        let set = try #require(RFC7515.set("\(RFC7515.curveKey),\"kid\":\"a\"},\(RFC7515.rsaKey)"))
        #expect(set.key(of: try token(#"{"alg":"RS256","kid":"a"}"#))?.algorithm == .rs256)
        #expect(set.key(of: try token(#"{"alg":"ES256","kid":"a"}"#))?.algorithm == .es256)
        #expect(set.key(of: try token(#"{"alg":"ES256","kid":"b"}"#)) == nil)
    }

    @Test(arguments: ["", "[]", "{}", #"{"keys":{}}"#, #"{"keys":[]"#])
    func `stands in a set`(text: String) {
        #expect(WebKeySet(parsing: Array(text.utf8)) == nil)
    }
}

@Suite struct `A token in its compact form` {
    @Test(
        arguments: [
            (#"{"alg":"none","kid":"a"}"#, .unsupportedAlgorithm),
            (#"{"alg":"HS256","kid":"a"}"#, .unsupportedAlgorithm),
            (#"{"alg":"rs256","kid":"a"}"#, .unsupportedAlgorithm),
            (#"{"alg":["RS256"],"kid":"a"}"#, .unsupportedAlgorithm),
            (#"{"kid":"a"}"#, .unsupportedAlgorithm),
            (#"{"alg":"RS256","kid":"a","crit":[]}"#, .unsupportedHeader),
            (#"{"alg":"RS256","kid":"a","typ":"JOSE"}"#, .unsupportedHeader),
            (#"{"alg":"RS256"}"#, .keyUnnamed), (#"{"alg":"RS256","kid":1}"#, .keyUnnamed),
            (#"{"alg":"RS256","alg":"RS256","kid":"a"}"#, .malformed), ("{", .malformed),
        ] as [(String, WebTokenError)])
    func `says nothing that is not understood`(header: String, error: WebTokenError) {
        #expect(throws: error) { try token(header) }
    }

    @Test(arguments: [
        "", ".", "..", "...", "a.b", "e30.e30", "e30.e30.e30.e30", "e30=.e30.", "e30 .e30.",
        "e31.e30.", "+/+.e30.", "{}.{}.",
    ])
    func `has three texts in base64`(text: String) {
        #expect(throws: WebTokenError.malformed) { try WebToken(parsing: text) }
    }

    @Test func `has a bounded length`() throws {
        let head = "eyJhbGciOiJSUzI1NiIsImtpZCI6ImEifQ.e30."
        let room = WebToken.mostBytes - head.utf8.count
        _ = try WebToken(parsing: head + String(repeating: "A", count: room / 4 * 4))
        #expect(throws: WebTokenError.malformed) {
            try WebToken(parsing: head + String(repeating: "A", count: room / 4 * 4 + 4))
        }
    }

    @Test func `is told from other passwords`() {
        #expect(WebToken.isMeant(by: "eyJhbGciOiJSUzI1NiJ9.e30.x"))
        for text in ["", "cairn_0_0", "cairn-session.a.b", "ey", "ey.a", "x.y.z", "ey.a.b.c"] {
            #expect(!WebToken.isMeant(by: text))
        }
    }

    @Test func `says what it says to whoever has the key alone`() throws {
        let key = try #require(RFC7515.key(RFC7515.rsaKey))
        let forged = try token(#"{"alg":"RS256","kid":"a"}"#)
        #expect(forged.allegedIssuer == "https://i.example.com")
        #expect(throws: WebTokenError.badSignature) { try forged.claims(verifiedBy: key) }
    }
}

/// A token with this header and a signature that is none.
private func token(_ header: String) throws -> WebToken {
    let payload = "eyJpc3MiOiJodHRwczovL2kuZXhhbXBsZS5jb20ifQ"
    let head = encodeBase64(Array(header.utf8)).replacing("=", with: "")
        .replacing("+", with: "-").replacing("/", with: "_")
    return try WebToken(parsing: "\(head).\(payload).AAAA")
}

extension IssuerURL: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) {
        guard let url = IssuerURL(parsing: text) else { preconditionFailure("\(text)") }
        self = url
    }
}
