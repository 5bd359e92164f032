/// What a machine would run: the name of the form that `head`, a file's first bytes, has.
///
/// Weights are arbitrary bytes, so a form counts only where chance would hardly make it: two
/// letters are not enough.
func executableForm(of head: [UInt8]) -> String? {
    if head.starts(with: [0x7f, 0x45, 0x4c, 0x46]) { return "an ELF program or library" }
    if isScript(head) { return "a script" }
    if isMachO(head) { return "a Mach-O program or library" }
    return isPE(head) ? "a Windows program or library" : nil
}

/// `#!`, blanks and an absolute path (execve(2)).
private func isScript(_ head: [UInt8]) -> Bool {
    guard head.starts(with: "#!".utf8) else { return false }
    return head.dropFirst(2).first { $0 != 0x20 && $0 != 0x09 } == UInt8(ascii: "/")
}

/// `<mach-o/loader.h>`: the magic number in either order, then a processor that there is; and
/// `<mach-o/fat.h>`: few of them in one file. A Java class has the same number, and a higher one
/// next.
private func isMachO(_ head: [UInt8]) -> Bool {
    var reader = ByteReader(head)
    guard let magic = try? reader.number(UInt32.self), let next = try? reader.number(UInt32.self)
    else { return false }
    switch magic {
    case 0xfeed_face, 0xfeed_facf: return isProcessor(next)
    case 0xcefa_edfe, 0xcffa_edfe: return isProcessor(next.byteSwapped)
    case 0xbeba_feca, 0xbfba_feca: return (1...30).contains(next.byteSwapped)
    default: return false
    }
}

private func isProcessor(_ number: UInt32) -> Bool {
    (1...32).contains(number & 0x00ff_ffff) && [0, 1, 2].contains(number >> 24)
}

/// `MZ`, and at 0x3c the offset of `PE\0\0`, which may lie behind what is looked at here.
private func isPE(_ head: [UInt8]) -> Bool {
    guard head.starts(with: "MZ".utf8), head.count >= 0x40 else { return false }
    var reader = ByteReader(head[0x3c...])
    guard let offset = try? reader.number(UInt32.self), offset >= 0x40 else { return false }
    guard Int(offset) + 4 <= head.count else { return offset < 16 << 20 }
    return head[Int(offset)...].starts(with: [0x50, 0x45, 0, 0])
}
