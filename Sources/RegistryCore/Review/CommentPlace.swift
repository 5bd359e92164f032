/// What a comment is about, where it is not about the whole merge request.
package enum CommentPlace: Hashable, Sendable, Codable {
    /// A file of the revision.
    case file(path: ArtifactPath)
    /// One value of a manifest.
    case key(path: ArtifactPath, key: ManifestKey)

    /// The file that it is about, or that the value stands in.
    package var path: ArtifactPath {
        switch self {
        case .file(let path), .key(let path, _): path
        }
    }
}

/// Where a value stands in a manifest: `evaluations[0].metrics.auc`.
package struct ManifestKey: TextualName {
    private let text: String

    package static let noun = "a key of a manifest"
    package static let grammar =
        "names of letters, digits, '_', '-' and '/', joined by '.', and places in a list as "
        + "'[0]', at most 200 bytes"

    package init?(parsing text: some StringProtocol) {
        let isAllowed = { (byte: UInt8) in
            isNameByte(byte, or: "_-/.[]")
                || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        }
        guard (1...200).contains(text.utf8.count), text.utf8.allSatisfy(isAllowed),
            !text.hasPrefix("."), !text.hasSuffix("."), !text.contains("..")
        else { return nil }
        self.text = String(text)
    }

    package var description: String { text }
}
