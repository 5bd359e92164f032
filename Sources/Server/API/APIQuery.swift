import HTTPTypes
import Registry
import RegistryCore

/// The query of a request, as HTML forms and most programs write it
/// (https://url.spec.whatwg.org/#application/x-www-form-urlencoded): each name once, and none that
/// the address does not take.
struct APIQuery: Sendable {
    private let values: [String: String]

    /// The most bytes of a query.
    private static let longest = 12 << 10

    /// - Parameter names: Those that it may have.
    /// - Throws: 400, with the name that was perhaps meant.
    init(_ text: String?, taking names: [String]) throws {
        let text = text ?? ""
        guard text.utf8.count <= Self.longest else {
            throw Self.invalid(
                "The query has more than \(Self.longest) bytes.", "Ask for less at once.")
        }
        var values: [String: String] = [:]
        for part in text.split(separator: "&") {
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = sides[0].formDecoded,
                let value = (sides.count == 2 ? sides[1] : "").formDecoded
            else {
                throw Self.invalid(
                    "'\(part.printable)' is not encoded as a query should be.",
                    "Write what is no letter, digit, '-', '.', '_' or '~' as % and two hex digits.")
            }
            guard names.contains(name) else { throw Self.unknown(name, among: names) }
            guard values.updateValue(value, forKey: name) == nil else {
                throw Self.invalid("'\(name)' stands there twice.", "Give it once.")
            }
        }
        self.values = values
    }

    /// What the query says of a name; `nil` if nothing.
    subscript(name: String) -> String? { values[name] }

    /// All of it but where in a list to go on and how far, in one spelling.
    var meaning: String {
        values.filter { $0.key != "page" && $0.key != "limit" }.sorted { $0.key < $1.key }
            .map { "\($0.key)=\($0.value)" }.joined(separator: "\n")
    }

    /// The query of the next page.
    func next(page token: String) -> String {
        values.merging(["page": token]) { $1 }.sorted { $0.key < $1.key }
            .map { "\($0.key)=\($0.value.percentEncoded)" }.joined(separator: "&")
    }

    /// What is said of a parameter that can't be read.
    static func invalid(_ message: String, _ remedy: String) -> Refusal {
        Refusal(.badRequest, .requestInvalid, message, remedy: remedy)
    }

    private static func unknown(_ name: String, among names: [String]) -> Refusal {
        let meant = nearest(to: name, among: names).map { "Did you mean '\($0)'? " } ?? ""
        let known = names.isEmpty ? "It takes none." : "It takes \(names.joined(separator: ", "))."
        return invalid(
            "This address takes no parameter '\(name.printable)'.", meant + known)
    }
}

extension StringProtocol {
    /// The text without its percent encoding, where `+` is a space; `nil` if it is none.
    var formDecoded: String? { String(self).replacing("+", with: " ").percentDecoded }
}
