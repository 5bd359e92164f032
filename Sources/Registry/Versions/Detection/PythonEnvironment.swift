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

    /// The environment in use: an activated one, a Conda one, or that of `python3` on the `PATH`.
    static func active(_ environment: [String: String]) -> PythonEnvironment? {
        for name in ["VIRTUAL_ENV", "CONDA_PREFIX"] {
            guard let prefix = environment[name], prefix.hasPrefix("/") else { continue }
            return PythonEnvironment(prefix: prefix.droppingLastSlash)
        }
        let folders = (environment["PATH"] ?? "").split(separator: ":").filter { $0.hasPrefix("/") }
        guard let folder = folders.first(where: { isExecutable("\($0)/python3") }) else {
            return nil
        }
        // A virtual environment's own python3 is a link to the one it was made with.
        let own = parent(of: String(folder))
        if let found = PythonEnvironment(prefix: own), found.isVirtual { return found }
        let real = realPath("\(folder)/python3")
        return PythonEnvironment(prefix: parent(of: parent(of: real)))
    }

    /// Describes the environment in `prefix`; `nil` if there is no Python in it.
    init?(prefix: String) {
        self.prefix = prefix
        guard
            let version = Self.configuredVersion(prefix) ?? Self.condaVersion(prefix)
                ?? Self.linkedVersion(prefix) ?? Self.libraryVersion(prefix)
        else { return nil }
        self.version = version
    }

    private var isVirtual: Bool {
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

    /// From `pyvenv.cfg`, as `venv`, `virtualenv` and `uv` write it.
    private static func configuredVersion(_ prefix: String) -> String? {
        for line in HostFile.lines(of: "\(prefix)/pyvenv.cfg") {
            let parts = line.split(separator: "=", maxSplits: 1).map { $0.filter { $0 != " " } }
            guard parts.count == 2, ["version", "version_info"].contains(parts[0]) else { continue }
            return checked(parts[1])
        }
        return nil
    }

    /// From the name of Conda's note about Python itself: `conda-meta/python-3.11.4-h….json`.
    private static func condaVersion(_ prefix: String) -> String? {
        let names = HostFile.names(in: "\(prefix)/conda-meta").filter { $0.hasSuffix(".json") }
        for parts in names.map({ $0.split(separator: "-") })
        where parts.count == 3 && parts[0] == "python" {
            return checked(String(parts[1]))
        }
        return nil
    }

    /// From the file that `bin/python3` leads to: `python3.11`.
    private static func linkedVersion(_ prefix: String) -> String? {
        let real = realPath("\(prefix)/bin/python3").split(separator: "/").last ?? ""
        return real.hasPrefix("python") ? checked(String(real.dropFirst("python".count))) : nil
    }

    /// From the only `lib/python3.11` there is.
    private static func libraryVersion(_ prefix: String) -> String? {
        let versions = HostFile.names(in: "\(prefix)/lib").filter { $0.hasPrefix("python3.") }
        return versions.count == 1 ? checked(String(versions[0].dropFirst("python".count))) : nil
    }

    /// The numbers at the start, as in `3.12.3` of `3.12.3.final.0`; `nil` for one number alone.
    private static func checked(_ text: String) -> String? {
        let numbers = text.split(separator: ".").prefix(3).prefix { part in
            (1...3).contains(part.utf8.count) && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
        }
        return numbers.count >= 2 ? numbers.joined(separator: ".") : nil
    }
}

private func isExecutable(_ path: String) -> Bool {
    FileManager.default.isExecutableFile(atPath: path)
}

private func parent(of path: String) -> String {
    guard let slash = path.droppingLastSlash.lastIndex(of: "/") else { return path }
    return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// The path with every link in it resolved.
private func realPath(_ path: String) -> String {
    URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
}
