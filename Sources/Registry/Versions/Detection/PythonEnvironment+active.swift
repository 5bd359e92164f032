import FoundationEssentials

extension PythonEnvironment {
    /// The environment in use: an activated one, a Conda one, or that of `python3` on the `PATH`.
    static func active(_ environment: [String: String]) -> PythonEnvironment? {
        for name in ["VIRTUAL_ENV", "CONDA_PREFIX"] {
            guard let prefix = environment[name], prefix.hasPrefix("/") else { continue }
            return PythonEnvironment(prefix: prefix.droppingLastSlash)
        }
        for folder in (environment["PATH"] ?? "").split(separator: ":") {
            guard folder.hasPrefix("/"), isExecutable("\(folder)/python3") else { continue }
            guard let found = environmentRun(from: String(folder), environment) else { continue }
            return found
        }
        return nil
    }

    /// What `python3` in `folder` runs.
    private static func environmentRun(
        from folder: String, _ environment: [String: String]
    ) -> PythonEnvironment? {
        let own = parent(of: folder)
        // pyenv puts a script in the way, which looks up the version that is meant.
        if folder.hasSuffix("/shims") {
            let name =
                environment["PYENV_VERSION"]
                ?? HostFile.lines(of: "\(own)/version").first.map(String.init)
            guard let name, !name.isEmpty, !name.contains("/") else { return nil }
            return PythonEnvironment(prefix: "\(own)/versions/\(name)")
        }
        // A virtual environment's own python3 is a link to the one it was made with.
        if let found = PythonEnvironment(prefix: own), found.isVirtual { return found }
        return PythonEnvironment(prefix: parent(of: parent(of: realPath("\(folder)/python3"))))
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
func realPath(_ path: String) -> String {
    URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
}
