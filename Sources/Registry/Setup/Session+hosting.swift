import Artifacts
import FoundationEssentials
package import RegistryCore
import Templates

/// What was written into a clone so that its registry can be reviewed on a Git host.
package struct HostedClone: Encodable, Sendable {
    package let host: GitHost
    package let clone: String
    /// What is new, each by its place in the clone.
    package let files: [String]
}

extension Session {
    /// Whether that folder is the work tree of a registry's clone.
    package func isClone(_ folder: String) -> Bool {
        let files = [".git", RootFile.policy]
        return files.allSatisfy {
            FileManager.default.fileExists(atPath: "\(absolute(folder))/\($0)")
        }
    }

    /// Writes what reviewing on a host takes into a clone, for its owner to commit and push.
    ///
    /// - Throws: `conflict`, and writes nothing, if a file is there and says something else.
    package func write(
        filesOf host: GitHost, into clone: String
    ) throws(RegistryError) -> HostedClone {
        let folder = absolute(clone)
        let catalog = try Catalog.open(folder, environment: environment)
        let policy = try catalog.policy(at: try catalog.snapshot())
        let admin = policy.people.sorted().first { policy.allows($0, .admin, in: nil) }
        let files = host.files.map {
            (path: $0.rawValue, text: $0.filled(["admin": admin.map(\.description) ?? ""]))
        }
        let present = files.filter {
            FileManager.default.fileExists(atPath: "\(folder)/\($0.path)")
        }
        let others = present.filter {
            FileManager.default.contents(atPath: "\(folder)/\($0.path)") != Data($0.text.utf8)
        }
        guard others.isEmpty else {
            throw RegistryError(
                .conflict,
                "There is already \(others.map(\.path).joined(separator: ", ")), and not as "
                    + "Cairn writes it.",
                remedy: "Move it away, then take over by hand what you want to keep of it.")
        }
        let known = Set(present.map(\.path))
        let new = files.filter { !known.contains($0.path) }
        for file in new {
            do {
                try writeDurably(Array(file.text.utf8), to: "\(folder)/\(file.path)")
            } catch {
                throw explain(error)
            }
        }
        return HostedClone(host: host, clone: folder, files: new.map(\.path))
    }
}
