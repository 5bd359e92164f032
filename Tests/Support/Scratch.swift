import SystemPackage
import FoundationEssentials

/// A folder of its own for one test, gone with the last reference to it.
package final class Scratch: Sendable {
    /// The absolute path, without a slash at its end.
    package let path: String

    /// Makes an empty folder below the system's folder for temporary files.
    package init(_ label: String = "cairn-test") throws {
        let parent = FileManager.default.temporaryDirectory.path(percentEncoded: false)
        let trimmed = parent.hasSuffix("/") ? String(parent.dropLast()) : parent
        // Of one length, so that messages which quote the path are cut at the same place.
        path = "\(trimmed)/\(label)-\(String(UInt64.random(in: 1 << 60 ... .max), radix: 16))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The path of `name` inside the folder; makes nothing.
    package func file(_ name: String) -> String {
        "\(path)/\(name)"
    }

    /// Writes `bytes` to `name` inside the folder, with the folders above it, and returns the path.
    @discardableResult
    package func write(_ name: String, _ bytes: some Collection<UInt8>) throws -> String {
        let target = file(name)
        let parent = FilePath(target).removingLastComponent().string
        try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(filePath: target))
        return target
    }

    /// Writes `text` to `name` inside the folder and returns the path.
    @discardableResult
    package func write(_ name: String, _ text: String) throws -> String {
        try write(name, Array(text.utf8))
    }

    /// The bytes of `name` inside the folder.
    package func read(_ name: String) throws -> [UInt8] {
        try Array(Data(contentsOf: URL(filePath: file(name))))
    }
}
