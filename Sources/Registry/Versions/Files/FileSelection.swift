import FoundationEssentials
import RegistryCore

/// Files on this machine, each with the artifact it shall become.
struct FileSelection: Hashable, Sendable {
    /// The absolute path of each artifact's bytes.
    private(set) var files: [ArtifactPath: String] = [:]

    /// The most files one command takes; a policy's own limit is usually far below.
    private static let mostFiles = 100_000

    /// Collects what the absolute `paths` name: a file by its name, a folder's contents by their
    /// paths inside it.
    ///
    /// - Parameter target: Where one file goes, or the folder that all of them go below.
    /// - Throws: What is not there, can't be an artifact, or would be in two places at once.
    init(paths: [String], to target: String? = nil) throws(RegistryError) {
        let target = target.map { $0.hasPrefix("artifacts/") ? String($0.dropFirst(10)) : $0 }
        guard let target, paths.count == 1, !target.hasSuffix("/"), try !isFolder(paths[0]) else {
            let prefix = target.map { $0.droppingLastSlash + "/" } ?? ""
            for path in paths { try add(path, below: prefix) }
            return
        }
        try add(file: paths[0], as: target)
    }

    private mutating func add(_ path: String, below prefix: String) throws(RegistryError) {
        guard try isFolder(path) else {
            return try add(file: path, as: prefix + (path.split(separator: "/").last ?? ""))
        }
        for name in try names(in: path) {
            try add(entry: "\(path)/\(name)", as: prefix + name)
        }
    }

    /// Adds a file, or what is in a folder, which a link must not lead to: it might lead back.
    private mutating func add(entry path: String, as name: String) throws(RegistryError) {
        guard try isFolder(path) else { return try add(file: path, as: name) }
        guard (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) == nil else {
            throw RegistryError(
                .pathRefused, "'\(path.printable)' is a link to a folder.",
                remedy: "Put the folder itself there, or name it on its own.")
        }
        // Refused here, so that no depth of folders is ever walked that no path could have.
        _ = try ArtifactPath(checking: name)
        for inner in try names(in: path) {
            try add(entry: "\(path)/\(inner)", as: "\(name)/\(inner)")
        }
    }

    private mutating func add(file path: String, as name: String) throws(RegistryError) {
        let artifact = try ArtifactPath(checking: name)
        if let other = files[artifact], other != path {
            throw RegistryError(
                .pathRefused,
                "'\(other.printable)' and '\(path.printable)' would both be artifacts/\(artifact).",
                remedy: "Name the folder above them, or add them one by one with --to.")
        }
        guard files.count < Self.mostFiles else {
            throw RegistryError(
                .tooMuch, "There are more than \(Self.mostFiles) files.",
                remedy: "Pack small files into an archive.")
        }
        files[artifact] = path
    }

    private func names(in folder: String) throws(RegistryError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        } catch {
            throw RegistryError(
                .fileMissing, "The folder '\(folder.printable)' can't be read.",
                remedy: "Mend its permissions.")
        }
    }
}

/// Whether a folder is there, links being followed; throws if nothing is there at all.
private func isFolder(_ path: String) throws(RegistryError) -> Bool {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw RegistryError(
            .fileMissing, "There is no '\(path.printable)'.",
            remedy: "Name a file or folder that exists.")
    }
    return isFolder
}
