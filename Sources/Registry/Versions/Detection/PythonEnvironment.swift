import FoundationEssentials
import RegistryCore

/// A Python installation or virtual environment, as its files describe it.
///
/// Read and not run: starting an interpreter takes longer than registering a version, and runs
/// whatever a project has put in its path.
struct PythonEnvironment {
    /// The folder above `bin` and `lib`.
    let prefix: String
    /// Such as `3.11.2`, or `3.11` where that is all that can be told.
    let version: String

    /// Describes the environment in `prefix`; `nil` if there is no Python in it.
    init?(prefix: String) {
        self.prefix = prefix
        guard
            let version = Self.configuredVersion(prefix) ?? Self.condaVersion(prefix)
                ?? Self.linkedVersion(prefix) ?? Self.libraryVersion(prefix)
        else { return nil }
        self.version = version
    }

    /// Whether it was made by `venv` or one of its kin.
    var isVirtual: Bool {
        FileManager.default.fileExists(atPath: "\(prefix)/pyvenv.cfg")
    }

    /// Where packages are, in the order in which Python looks: its own, then the distribution's.
    var packageFolders: [String] {
        let short = version.split(separator: ".").prefix(2).joined(separator: ".")
        let own = ["lib", "lib64"].map { "\(prefix)/\($0)/python\(short)/site-packages" }
        guard prefix == "/usr" else { return own }
        return ["/usr/local/lib/python\(short)/dist-packages"] + own
            + ["/usr/lib/python3/dist-packages"]
    }
}
