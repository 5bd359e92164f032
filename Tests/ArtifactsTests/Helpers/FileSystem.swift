import FoundationEssentials
import RegistryCore
import Support
import SystemPackage

/// The status of a file, symbolic links not followed.
func status(_ path: String) throws -> Stat {
    try Stat(FilePath(path), followTargetSymlink: false)
}

/// Writes over the beginning of a file, in the very inode it has.
func overwrite(_ path: String, _ bytes: [UInt8], options: FileDescriptor.OpenOptions = []) throws {
    let file = try FileDescriptor.open(FilePath(path), .writeOnly, options: options)
    try file.closeAfter { _ = try file.writeAll(bytes) }
}

/// Cuts a file off after `size` bytes.
func truncate(_ path: String, to size: Int64) throws {
    let file = try FileDescriptor.open(FilePath(path), .writeOnly)
    try file.closeAfter { try file.resize(to: size) }
}

extension Scratch {
    /// Where a file store in this folder keeps an object, by the layout of Git LFS.
    func object(_ digest: Digest) -> String {
        let name = "\(digest)"
        return file("objects/\(name.prefix(2))/\(name.dropFirst(2).prefix(2))/\(name)")
    }

    /// Puts bytes where an object would be, as another hand might.
    func plant(_ bytes: [UInt8], as digest: Digest) throws {
        let path = String(object(digest).dropFirst(self.path.count + 1))
        try write(path, bytes)
    }

    /// The paths of all files below `folder`, from there.
    func files(in folder: String) -> [String] {
        let all = try? FileManager.default.subpathsOfDirectory(atPath: file(folder))
        return (all ?? []).filter { path in
            (try? status(file("\(folder)/\(path)")).type) != .directory
        }
    }

    /// Whether anything is left of what was being written.
    var hasUnfinishedFiles: Bool {
        files(in: ".").contains { $0.contains(".cairn-") }
    }
}
