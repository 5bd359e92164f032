/// What Git keeps in place of an artifact: its digest and its length in bytes.
///
/// The encoding is Git LFS's own, byte for byte
/// (https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md): three lines for a file with
/// content, no bytes at all for an empty one.
package struct Pointer: Hashable, Sendable {
    package let digest: Digest
    /// Length of the artifact in bytes, never negative.
    package let size: Int64

    /// The pointer of a file without content, whose encoding is an empty blob.
    package static let empty = Pointer(digest: .ofNothing, size: 0)

    /// The longest encoding there is, so a larger blob is no pointer: 19 digits of size.
    package static let longest = 144

    package init(digest: Digest, size: Int64) {
        self.digest = digest
        self.size = size
    }

    /// Reads exactly the specification's encoding; `nil` for anything else, even one byte off.
    ///
    /// Parsing and comparing with our own encoding leaves no second spelling of a pointer, so one
    /// artifact cannot hide behind two different blobs.
    package init?(parsing bytes: some Collection<UInt8>) {
        guard bytes.count <= Self.longest else { return nil }
        guard !bytes.isEmpty else {
            self = .empty
            return
        }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        guard lines.count == 3, lines[1].hasPrefix("oid sha256:"), lines[2].hasPrefix("size "),
            let digest = Digest(parsing: lines[1].dropFirst("oid sha256:".count)),
            let size = Int64(lines[2].dropFirst("size ".count)), size > 0
        else { return nil }
        self.init(digest: digest, size: size)
        guard encoded.elementsEqual(bytes) else { return nil }
    }

    /// The blob Git keeps.
    package var encoded: [UInt8] {
        guard size > 0 else { return [] }
        return Array(
            "version https://git-lfs.github.com/spec/v1\noid sha256:\(digest)\nsize \(size)\n".utf8)
    }
}

extension Digest {
    /// The SHA-256 of no bytes (FIPS 180-4 example).
    package static let ofNothing = Digest([
        0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9,
        0x24,
        0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8,
        0x55,
    ])
}
