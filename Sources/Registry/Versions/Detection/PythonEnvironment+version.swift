/// The places that tell which Python it is, without running it.
extension PythonEnvironment {
    /// From `pyvenv.cfg`, as `venv`, `virtualenv` and `uv` write it.
    static func configuredVersion(_ prefix: String) -> String? {
        for line in HostFile.lines(of: "\(prefix)/pyvenv.cfg") {
            let parts = line.split(separator: "=", maxSplits: 1).map { $0.filter { $0 != " " } }
            guard parts.count == 2, ["version", "version_info"].contains(parts[0]) else { continue }
            return checked(parts[1])
        }
        return nil
    }

    /// From the name of Conda's note about Python itself: `conda-meta/python-3.11.4-h….json`.
    static func condaVersion(_ prefix: String) -> String? {
        let names = HostFile.names(in: "\(prefix)/conda-meta").filter { $0.hasSuffix(".json") }
        for parts in names.map({ $0.split(separator: "-") })
        where parts.count == 3 && parts[0] == "python" {
            return checked(String(parts[1]))
        }
        return nil
    }

    /// From the file that `bin/python3` leads to: `python3.11`.
    static func linkedVersion(_ prefix: String) -> String? {
        let real = realPath("\(prefix)/bin/python3").split(separator: "/").last ?? ""
        return real.hasPrefix("python") ? checked(String(real.dropFirst("python".count))) : nil
    }

    /// From the only `lib/python3.11` there is.
    static func libraryVersion(_ prefix: String) -> String? {
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
