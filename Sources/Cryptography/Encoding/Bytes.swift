/// A space or a tab: what separates words in OpenSSH's files.
func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
}

/// A line feed, or the carriage return that DOS puts before it.
func isLineEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
}

/// The lines of `bytes`, each with the line feed at its end, which the last may lack.
func lines(of bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var rest = bytes
    while !rest.isEmpty {
        let end = rest.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? rest.endIndex
        lines.append(rest[..<end])
        rest = rest[end...]
    }
    return lines
}

/// A line without its end, of Unix or of DOS.
func content(of line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard line.last == UInt8(ascii: "\n") else { return line }
    let content = line.dropLast()
    return content.last == UInt8(ascii: "\r") ? content.dropLast() : content
}

/// A byte that moves a terminal's cursor rather than show something; tabs aside.
func isControl(_ byte: UInt8) -> Bool {
    (byte < 0x20 && !isBlank(byte)) || byte == 0x7f
}
