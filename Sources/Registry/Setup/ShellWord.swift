/// The text as one word for a POSIX shell; plain text stays as it is, for people to read, and for
/// servers that take no quotes.
func shellWord(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
        byte > UInt8(ascii: " ") && byte < 127 && !"'\"\\$`!*?#&;|<>()[]{}~".utf8.contains(byte)
    }
    return isPlain && !text.isEmpty ? text : quotedShellWord(text)
}

/// The same in quotes, whatever it is.
func quotedShellWord(_ text: String) -> String {
    "'\(text.replacing("'", with: "'\\''"))'"
}
