extension PublicKey {
    /// The longest text there is to read, in bytes: OpenSSH's own limit (`SSH_MAX_PUBKEY_BYTES`).
    package static let longest = 16384

    /// Reads a `.pub` file: one line of type, base64 and, perhaps, a comment.
    package init(parsing text: String) throws(KeyError) {
        guard text.utf8.count <= Self.longest else { throw .tooLong(limit: Self.longest) }
        guard !text.utf8.starts(with: "-----BEGIN".utf8) else { throw .privateKey }
        let lines = text.utf8.split { isLineEnd($0) }
        guard lines.count == 1, let line = lines.first else { throw .notAKey }
        let words = line.split(maxSplits: 2, whereSeparator: isBlank)
        guard words.count >= 2 else { throw .notAKey }
        try self.init(type: words[0], base64: words[1])
    }

    /// Reads the two words of a key; the type before it must be the one inside.
    init(type: some Collection<UInt8>, base64: some Collection<UInt8>) throws(KeyError) {
        guard base64.count <= Self.longest else { throw .tooLong(limit: Self.longest) }
        guard let blob = decodeBase64(base64) else { throw .notBase64 }
        try self.init(blob: blob)
        let stated = String(decoding: type, as: UTF8.self)
        guard stated == self.type else {
            throw .typeMismatch(stated: stated, actual: self.type)
        }
    }

    /// Whether two words are meant as a key, right or wrong.
    ///
    /// Types that are not supported are known by naming themselves inside their blob, so no list of
    /// them can fall behind.
    static func isKey(type: ArraySlice<UInt8>, base64: ArraySlice<UInt8>) -> Bool {
        if KeyMaterial.types.contains(String(decoding: type, as: UTF8.self)) { return true }
        var named: [UInt8] = []
        named.appendSSHString(type)
        return decodeBase64(base64)?.starts(with: named) == true
    }
}
