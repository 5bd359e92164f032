extension PythonEnvironment {
    /// The most packages that are listed; a record must stay readable.
    static let mostPackages = 2_000

    /// Names and versions of what is installed, from the notes that installers leave
    /// (PyPA, "Recording installed projects"): `<name>-<version>.dist-info/METADATA`.
    func packages() -> [String: String] {
        var packages: [String: String] = [:]
        for folder in packageFolders {
            for name in HostFile.names(in: folder) where name.hasSuffix(".dist-info") {
                guard packages.count < Self.mostPackages else { return packages }
                guard let package = InstalledPackage(noteIn: "\(folder)/\(name)"),
                    packages[package.name] == nil
                else { continue }
                packages[package.name] = package.version
            }
        }
        return packages
    }
}

/// One package, by the name its authors gave it.
private struct InstalledPackage {
    let name: String
    let version: String

    /// Reads the headers of `METADATA`; `nil` where they don't say both.
    init?(noteIn folder: String) {
        var headers: [Substring: Substring] = [:]
        for line in HostFile.lines(of: "\(folder)/METADATA").prefix(32) {
            guard !line.isEmpty, let colon = line.firstRange(of: ": ") else { break }
            headers[line[..<colon.lowerBound]] = line[colon.upperBound...]
        }
        guard let name = headers["Name"], let version = headers["Version"],
            [name, version].allSatisfy({ (1...200).contains($0.utf8.count) })
        else { return nil }
        self.name = String(name)
        self.version = String(version)
    }
}
