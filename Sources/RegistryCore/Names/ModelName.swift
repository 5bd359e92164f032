/// `namespace/name`, the folder `models/<namespace>/<name>/` of a catalog.
package struct ModelName: TextualName {
    package let namespace: Namespace
    package let name: String

    package static let noun = "a model"
    package static let grammar =
        "namespace/name, each of lower-case letters, digits, '.', '_' and '-', "
        + "beginning and ending with a letter or digit, at most 64 long, without '..', "
        + "not ending in '.lock' or '.git', and no device of Windows such as 'con' or 'aux'"

    package init?(parsing text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let namespace = Namespace(parsing: parts[0]),
            let name = Namespace(parsing: parts[1])
        else { return nil }
        self.namespace = namespace
        self.name = name.description
    }

    package var description: String { "\(namespace)/\(name)" }

    /// The model's folder in the catalog, without a slash at its end.
    package var folder: String { "models/\(namespace)/\(name)" }
}

/// The first half of a model's name: the team, product or domain that owns it.
package struct Namespace: TextualName {
    private let text: String

    package static let noun = "a namespace"
    package static let grammar = ModelName.grammar

    package init?(parsing text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard (1...64).contains(bytes.count),
            let first = bytes.first, let last = bytes.last, isNameByte(first), isNameByte(last),
            bytes.allSatisfy({ isNameByte($0, or: "._-") }),
            // Byte by byte: of one large entry of the audit log, thousands of names are read.
            !zip(bytes, bytes.dropFirst()).contains(where: { $0 == dot && $1 == dot }),
            !bytes.suffix(5).elementsEqual(".lock".utf8),
            !bytes.suffix(4).elementsEqual(".git".utf8), !isWindowsDevice(text)
        else { return nil }
        self.text = String(text)
    }

    package var description: String { text }
}

private let dot = UInt8(ascii: ".")
