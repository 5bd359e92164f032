/// The checked text of a manifest: UTF-8, of bounded length, and free of control characters.
///
/// A byte order mark at its start is dropped, and `\r\n` is one line end.
struct SourceText {
    /// Unicode scalars, ended by one U+0000, which no text contains.
    let scalars: [Unicode.Scalar]

    /// The most bytes a manifest may have.
    static let byteLimit = 1 << 20

    /// Checks `bytes`, or says what in them is no text.
    init(checking bytes: [UInt8], path: String) throws(ManifestError) {
        guard bytes.count <= Self.byteLimit else {
            throw ManifestError(
                origin: Origin(path: path), problem: .tooLarge(limit: Self.byteLimit))
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ManifestError(origin: Origin(path: path), problem: .notUTF8)
        }
        let written = Array(text.unicodeScalars)
        scalars = try Self.checked(
            written.first == "\u{FEFF}" ? written.dropFirst() : written[...], path)
    }

    private static func checked(
        _ written: ArraySlice<Unicode.Scalar>, _ path: String
    ) throws(ManifestError) -> [Unicode.Scalar] {
        var scalars: [Unicode.Scalar] = []
        scalars.reserveCapacity(written.count + 1)
        var (line, column) = (1, 1)
        for index in written.indices {
            let scalar = written[index]
            if scalar == "\r", index + 1 < written.endIndex, written[index + 1] == "\n" { continue }
            guard mayStand(scalar) else {
                throw ManifestError(
                    origin: Origin(path: path, place: .init(line: line, column: column)),
                    problem: .controlCharacter(scalar.value))
            }
            scalars.append(scalar)
            (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
        }
        return scalars + ["\0"]
    }

    /// Whether `scalar` is printable as YAML 1.2 §5.1 defines it, and no line end in YAML 1.1 only.
    private static func mayStand(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x20...0x7E: true
        case 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF, 0...0x9F: false
        default: true
        }
    }
}
