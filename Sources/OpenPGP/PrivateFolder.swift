import FoundationEssentials

/// A folder that only this account can look into, gone with its last reference.
final class PrivateFolder: Sendable {
    let path: String

    /// Makes an empty folder of mode 0700 below the system's folder for temporary files.
    init() throws(OpenPGPError) {
        let parent = FileManager.default.temporaryDirectory.path(percentEncoded: false)
        path = "\(parent)/cairn-openpgp-\(UInt64.random(in: .min ... .max))"
        do {
            // Fails for a name that is taken, even by a link.
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: false,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw .failed(reason: "no temporary folder can be made in \(parent)")
        }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Writes a new file and returns its path.
    func write(_ name: String, _ bytes: [UInt8]) throws(OpenPGPError) -> String {
        do {
            try Data(bytes).write(to: URL(filePath: "\(path)/\(name)"))
            return "\(path)/\(name)"
        } catch {
            throw .failed(reason: "\(path) can't be written to")
        }
    }
}
