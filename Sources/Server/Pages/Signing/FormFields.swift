import Cryptography
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import RegistryCore

/// What a form of a page has sent, as browsers write it
/// (https://url.spec.whatwg.org/#application/x-www-form-urlencoded).
struct FormFields {
    private var values: [String: String] = [:]

    /// The most bytes of a form.
    private static let longest: Int64 = 64 << 10

    init(of exchange: Exchange) async throws {
        try exchange.require(mediaType: "application/x-www-form-urlencoded")
        var bytes: [UInt8] = []
        try await RequestBytes(exchange.request, limit: Self.longest).pour {
            bytes += $0.readableBytesView
        }
        for part in String(decoding: bytes, as: UTF8.self).split(separator: "&") {
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = sides[0].formDecoded, sides.count == 2,
                let value = sides[1].formDecoded,
                values.updateValue(value, forKey: name) == nil
            else {
                throw APIQuery.invalid(
                    "The form can't be read.", "Send it as the page has it, each field once.")
            }
        }
    }

    subscript(name: String) -> String? { values[name] }

    /// A text as somebody wrote it; browsers send line ends as DOS writes them.
    func text(_ name: String) -> String {
        (values[name] ?? "").replacing("\r\n", with: "\n")
    }

    /// Bytes that a script has written in base64url.
    func bytes(_ name: String) throws -> [UInt8] {
        guard let text = values[name], let bytes = decodeBase64URL(text.utf8) else {
            throw APIQuery.invalid(
                "The form lacks what the browser should have added to it.",
                "Load the page again, and let its script run.")
        }
        return bytes
    }

    /// Throws unless the form has the key that its page was given: what another site makes a
    /// browser send has not.
    func requireKey(_ key: String?) throws {
        guard let key, let sent = values["key"], isSame(Array(sent.utf8), Array(key.utf8)) else {
            throw Refusal(
                .forbidden, .requestInvalid, "This form is not one that was just given to you.",
                remedy: "Go back, load the page again, and send the form from there.")
        }
    }
}
