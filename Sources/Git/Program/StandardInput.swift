import FoundationEssentials
import SystemPackage

/// All of a child's standard input, in a file that has no name any more.
///
/// Not a pipe: a child that exits before it has read everything would end this process by SIGPIPE,
/// or, where that is ignored, in a trap of swift-subprocess 1.0
/// (https://github.com/swiftlang/swift-subprocess/issues/367).
///
/// - Returns: A descriptor at the file's beginning, for the caller to close.
func standardInput(holding bytes: [UInt8]) throws -> FileDescriptor {
    guard !bytes.isEmpty else {
        return try FileDescriptor.open(FilePath("/dev/null"), .readOnly, options: .closeOnExec)
    }
    let folder = FileManager.default.temporaryDirectory.path(percentEncoded: false)
    let path = "\(folder)/cairn-input-\(UInt64.random(in: .min ... .max))"
    let file = try FileDescriptor.open(
        FilePath(path), .readWrite, options: [.create, .exclusiveCreate, .closeOnExec],
        permissions: .ownerReadWrite)
    do {
        try FileManager.default.removeItem(atPath: path)
        try file.writeAll(bytes)
        try file.seek(offset: 0, from: .start)
        return file
    } catch {
        try? file.close()
        throw error
    }
}
