import RegistryCore

extension ManifestError: CustomStringConvertible {
    /// One line as compilers write it: `version.yaml:12:3: unknown key 'metrcs', did you mean …`.
    package var description: String { "\(origin): \(problem)" }
}

extension Origin: CustomStringConvertible {
    package var description: String {
        place.map { "\(path.printable):\($0.line):\($0.column)" } ?? path.printable
    }
}

extension ManifestError.Problem: CustomStringConvertible {
    /// What is wrong and, where there is one, the way out; no full stop at its end.
    package var description: String {
        switch self {
        case .tooLarge(let limit): "the file is longer than \(limit) bytes"
        case .notUTF8: "the file is not UTF-8 text"
        case .controlCharacter(let code):
            "the character U+\(hex(code)) can't be written as it is: use \"\\u\(hex(code))\""
        case .malformed(let fault): fault.rawValue
        case .tooDeep(let limit): "lists and maps are nested more than \(limit) deep"
        case .anchor:
            "anchors and aliases are not read: write the value out, "
                + "and put text that begins with '&' or '*' in quotes"
        case .tag: "tags are not read: put text that begins with '!' in quotes"
        case .severalDocuments: "a second document begins here: a manifest is one"
        case .keyTooLong(let limit):
            "the key is longer than \(limit) characters, with quotes and escapes"
        case .duplicateKey(let key): "the key '\(key.printable)' was given before"
        case .unknownKey(let key, let nearest):
            "unknown key '\(key.printable)'" + (nearest.map { ", did you mean '\($0)'?" } ?? "")
        case .missingKey(let key, let value):
            "missing key '\(key.printable)'" + (value.map { ": add '\(key): \($0)'" } ?? "")
        case .wrongType(let key, let expected, let found):
            "\(subject(key)) must be \(expected.rawValue), found \(found)"
        case .notFinite(let key, let found):
            "\(subject(key)) must be a finite number, found \(found)"
        case .outOfRange(let key, let found):
            "\(subject(key)) is out of range: \(found)"
        case .notListed(let text, let noun, let allowed):
            "'\(text.printable)' is no \(noun): use \(oneOf(allowed))"
        case .invalid(let reason): reason
        case .noSuchEntry(let index, let count):
            "'\(index.printable)' leads to no entry of the list: use 0 to \(count)"
        case .noPlace(let key, let found):
            "'\(key.printable)' needs a list or a map to stand in, found \(found)"
        }
    }
}

/// How a sentence calls the value of `key`.
private func subject(_ key: String?) -> String {
    key.map { "'\($0.printable)'" } ?? "the manifest"
}

/// `a`, `a or b`, `a, b or c`.
private func oneOf(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
}

/// At least four upper-case hex digits, as Unicode writes code points.
private func hex(_ code: UInt32) -> String {
    let digits = String(code, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}
