/// One member of a zip archive, as the archive's directory has it (APPNOTE.TXT 6.3.10 §4.3.12).
struct ZipMember {
    let name: [UInt8]
    let isEncrypted: Bool
    let method: Method
    /// Lengths in bytes.
    let packed: Int64
    let unpacked: Int64
    /// Where its own header begins.
    let offset: Int64
    /// What Unix knows of the file: its type and permissions.
    let mode: UInt32

    enum Method: Equatable {
        case stored, deflated
        case unknown(UInt16)

        init(_ number: UInt16) {
            switch number {
            case 0: self = .stored
            case 8: self = .deflated
            default: self = .unknown(number)
            }
        }
    }

    /// The length of a header at least, of either kind.
    static let shortest: Int64 = 30

    var isFolder: Bool { name.last == UInt8(ascii: "/") }
    var isLink: Bool { mode & 0o170000 == 0o120000 }

    /// The name for people.
    var shown: String { String(decoding: name, as: UTF8.self) }

    /// The name as a reader that ignores case finds it.
    var folded: String { shown.lowercased() }

    /// Whether the name leads out of the folder that it is unpacked to, on any system.
    ///
    /// By bytes: a combining mark behind a slash would make one character of both.
    var leavesFolder: Bool {
        let parts = name.split(omittingEmptySubsequences: false) {
            $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\")
        }
        let isAbsolute = parts.first?.isEmpty ?? true || name.dropFirst().first == UInt8(ascii: ":")
        return isAbsolute || name.contains(0) || parts.contains { $0.elementsEqual("..".utf8) }
    }
}
