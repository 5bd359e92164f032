import Glibc
import SystemPackage

/// Puts `bytes` at `path` so that a crash at any point leaves the old file or the new one, whole:
/// temporary file, fsync, rename, fsync of the folder. Folders above it are made.
package func writeDurably(
    _ bytes: [UInt8], to path: String, permissions: UInt16 = 0o644
) throws(StoreError) {
    let path = FilePath(path)
    guard let name = path.lastComponent?.string else { throw .wrongFileType(path.string) }
    let folder = try Folder(making: path.removingLastComponent().string)
    var staged = try StagedFile(in: folder, permissions: mode_t(permissions))
    try staged.file.write(bytes)
    try staged.file.setPermissions(mode_t(permissions))
    try staged.file.sync()
    try staged.keep(as: name, in: folder)
    try folder.sync()
}

/// Puts many small files in their places, each as `writeDurably` does, and many together.
package func writeDurably(
    _ files: [(bytes: [UInt8], path: String)]
) async throws(StoreError) {
    _ = try await inGroups(
        files, files.map { Int64($0.bytes.count) }
    ) { (group) async throws(StoreError) -> [Bool] in
        try await blocking { () async throws(StoreError) in
            if let only = group.only {
                try writeDurably(only.bytes, to: only.path)
            } else {
                var together = FilesTogether()
                for file in group { try together.add(file.bytes, at: file.path) }
                try together.keep()
            }
        }
        return group.map { _ in true }
    }
}

/// Adds one line to a log, whole or not at all as far as other writers can see; a log of `largest`
/// bytes becomes `<path>.1` first, so that two files at most are kept.
package func appendLine(
    _ line: [UInt8], to path: String, rotatingAt largest: Int64
) throws(StoreError) {
    let target = FilePath(path)
    let folder = try Folder(making: target.removingLastComponent().string)
    let name = target.lastComponent?.string ?? ""
    if let status = try folder.status(of: name), status.size >= largest {
        try folder.rename(name, to: folder, as: "\(name).1")
    }
    try located(at: path) { () throws(Errno) in
        do {
            let log = try FileDescriptor.open(
                target, .writeOnly, options: [.append, .create, .noFollow, .closeOnExec],
                permissions: [.ownerReadWrite, .groupRead])
            try log.closeAfter { _ = try log.writeAll(line) }
        } catch let error as Errno {
            throw error
        } catch {
            throw Errno.ioError
        }
    }
}

/// The last whole lines of a log, the newest first, of so many bytes at the most; none without a
/// log.
package func lastLines(
    of path: String, within limit: Int
) throws(StoreError) -> [ArraySlice<UInt8>] {
    let file: OpenFile
    do throws(StoreError) { file = try OpenFile(reading: path) } catch .noSuchFile { return [] }
    let size = try file.status().size
    var offset = max(0, size - Int64(limit))
    let isWhole = offset == 0
    var bytes: [UInt8] = []
    var chunk = Chunk()
    while offset < size {
        try file.read(into: &chunk, at: offset, atMost: size - offset)
        guard chunk.count > 0 else { break }
        bytes += chunk.filled
        offset += Int64(chunk.count)
    }
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    return (isWhole ? lines[...] : lines.dropFirst()).reversed()
}

/// Puts `bytes` at `path`, whole and durable, unless a file is there already.
package func writeOnce(
    _ bytes: [UInt8], to path: String, permissions: UInt16
) throws(StoreError) {
    let path = FilePath(path)
    guard let name = path.lastComponent?.string else { throw .wrongFileType(path.string) }
    let folder = try Folder(making: path.removingLastComponent().string)
    try folder.locked { () throws(StoreError) in
        guard try folder.status(of: name) == nil else { return }
        try writeDurably(bytes, to: path.string, permissions: permissions)
    }
}
