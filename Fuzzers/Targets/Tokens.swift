import Cryptography
import FoundationEssentials
import RegistryCore

/// JSON is what another reader takes it for; and a token that nobody signed is never believed, by
/// whatever keys.
func checkToken(_ bytes: [UInt8]) throws(BrokenProperty) -> Bool {
    let token = try? WebToken(parsing: String(decoding: bytes, as: UTF8.self))
    if let token {
        try require(bytes.count <= WebToken.mostBytes, "a token is longer than any")
        let key = keys.key(of: token)
        try require(
            key.map { (try? token.claims(verifiedBy: $0)) == nil } ?? true,
            "a token that nobody signed is believed")
    }
    guard let value = JSONValue(json: bytes) else { return token != nil }
    try require(JSONValue(json: [0x20] + bytes + [0x0a]) == value, "blanks change what is read")
    if hasPlainNumbers(value) {
        let other = try? JSONDecoder().decode(OtherReading.self, from: Data(bytes))
        try require(other?.agrees(with: value) ?? false, "another reader reads it otherwise")
    }
    _ = Claims(value)
    return true
}

/// The keys of RFC 7515, appendices A.2 and A.3, whose private halves everybody knows: but a fuzzer
/// does not sign.
private let keys: WebKeySet = {
    let text = """
        {"keys":[{"kty":"EC","crv":"P-256","kid":"a","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRV\
        EU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"},{"kty":"RSA","kid":"a","e":"AQAB",\
        "n":"\(String(repeating: "_", count: 341))w"}]}
        """
    guard let keys = WebKeySet(parsing: Array(text.utf8)) else {
        preconditionFailure("a set of keys")
    }
    return keys
}()

/// Whether no number is too large for the other reader, which refuses those.
private func hasPlainNumbers(_ value: JSONValue) -> Bool {
    switch value {
    case .null, .bool, .text: true
    case .number(let text): text.utf8.count < 15 && !text.contains { "eE".contains($0) }
    case .list(let list): list.allSatisfy(hasPlainNumbers)
    case .map(let map): map.values.allSatisfy(hasPlainNumbers)
    }
}

/// The same text as Foundation reads it.
private enum OtherReading: Decodable {
    case null
    case bool(Bool)
    case number(Double)
    case text(String)
    case list([OtherReading])
    case map([String: OtherReading])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .bool(flag)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([OtherReading].self) {
            self = .list(list)
        } else {
            self = .map(try container.decode([String: OtherReading].self))
        }
    }

    func agrees(with value: JSONValue) -> Bool {
        switch (self, value) {
        case (.null, .null): true
        case (.bool(let own), .bool(let other)): own == other
        case (.number(let own), .number(let other)): own == Double(other)
        case (.text(let own), .text(let other)): own == other
        case (.list(let own), .list(let other)):
            own.count == other.count && zip(own, other).allSatisfy { $0.agrees(with: $1) }
        case (.map(let own), .map(let other)):
            own.count == other.count
                && own.allSatisfy { key, own in other[key].map(own.agrees) ?? false }
        default: false
        }
    }
}
