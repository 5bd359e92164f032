import FoundationEssentials
import RegistryCore
import SystemPackage

extension Context {
    /// The bytes of a manifest that a command is given: of a file, or of standard input for `-`.
    ///
    /// - Throws: `file-missing` if it can't be read, or is larger than any manifest.
    func manifest(in file: String) throws -> [UInt8] {
        guard file != "-" else { return try readInput(limit: longestManifest) }
        let path = path(file)
        guard let status = try? Stat(FilePath(path), followTargetSymlink: true),
            status.size <= longestManifest, let data = FileManager.default.contents(atPath: path)
        else {
            throw RegistryError(
                .fileMissing, "'\(file.printable)' can't be read, or has more than 1 MiB.",
                remedy: "Name a file in YAML or JSON.")
        }
        return Array(data)
    }
}

/// In bytes.
private let longestManifest = 1 << 20
