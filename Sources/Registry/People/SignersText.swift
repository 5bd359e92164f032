import Cryptography
import FoundationEssentials
import RegistryCore

/// The text of `allowed_signers` while it is edited: lines come and are closed, all else stays as
/// people wrote it.
struct SignersText {
    private(set) var text: String

    init(_ bytes: [UInt8]) {
        text = String(decoding: bytes, as: UTF8.self)
    }

    var bytes: [UInt8] { Array(text.utf8) }

    /// Adds a line that lets `key` sign for `person`.
    mutating func add(_ key: PublicKey, of person: Person) {
        if !text.isEmpty, !text.hasSuffix("\n") { text += "\n" }
        text += "\(person) namespaces=\"git\" \(key.openSSHText)\n"
    }

    /// Closes the line of `key` at `instant`.
    ///
    /// - Throws: `signers-invalid` for a line that is written too oddly to be edited.
    mutating func close(_ key: PublicKey, at instant: Date) throws(RegistryError) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let index = lines.firstIndex(where: { isLine($0, of: key) }),
            let range = lines[index].firstRange(of: key.type)
        else { throw odd(key) }
        let head = lines[index][..<range.lowerBound]
        lines[index] = closed(head, at: instant) + lines[index][range.lowerBound...]
        text = lines.joined(separator: "\n")
        let written = try Signers(parsing: bytes).owner(of: key)
        guard written?.validBefore == instant else { throw odd(key) }
    }

    private func isLine(_ line: String, of key: PublicKey) -> Bool {
        let words = key.openSSHText.split(separator: " ")
        return !line.hasPrefix("#") && line.firstRange(of: words[words.count - 1]) != nil
    }

    /// What stands before the key: the person, and options with the one that closes it.
    private func closed(_ head: Substring, at instant: Date) -> String {
        let option = "valid-before=\"\(signersTime(instant))\""
        let words = head.split(maxSplits: 1) { $0 == " " || $0 == "\t" }
        let options = words.dropFirst().first.map { String($0).trimmingBlanks } ?? ""
        guard !options.isEmpty else { return "\(words.first ?? "") \(option) " }
        let kept = splitOptions(options).filter {
            !$0.lowercased().hasPrefix("valid-before=")
        }
        return "\(words.first ?? "") \((kept + [option]).joined(separator: ",")) "
    }

    private func odd(_ key: PublicKey) -> RegistryError {
        RegistryError(
            .signersInvalid,
            "The line of the key \(key.fingerprint) in allowed_signers can't be closed as it is "
                + "written.",
            remedy: "Write valid-before=\"YYYYMMDDHHMMSSZ\" among its options yourself, and push.")
    }
}

/// The options between commas that stand outside of quotation marks.
private func splitOptions(_ text: String) -> [String] {
    var options = [""]
    var isQuoted = false
    for character in text {
        if character == "\"" { isQuoted.toggle() }
        if character == ",", !isQuoted {
            options.append("")
        } else {
            options[options.count - 1].append(character)
        }
    }
    return options
}

/// `20261120140311Z`, as ssh-keygen(1) has it.
private func signersTime(_ instant: Date) -> String {
    instant.timestamp.filter { !"-:T".contains($0) }
}

extension String {
    /// The text without blanks at its end.
    fileprivate var trimmingBlanks: String {
        var text = self
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return text
    }
}
