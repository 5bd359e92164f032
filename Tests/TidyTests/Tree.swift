import FoundationEssentials

/// The source tree that these tests were compiled from.
enum Tree {
    /// Absolute, without a slash at its end.
    static let root = #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined()

    /// Every Swift file, tests included.
    static let swift: [SourceFile] =
        files(under: ["Package.swift", "Sources", "Tests", "Fuzzers", "hooks", "templates"])
        .filter { $0.hasSuffix(".swift") }
        .compactMap { path in read(path).map { SourceFile(path: path, swift: $0) } }

    /// The Swift files that end up in the binary.
    static let product = swift.filter { $0.target != nil }

    /// Every script, wherever it is kept.
    static let scripts: [SourceFile] =
        files(under: ["Makefile", ".ci", "hooks", "examples", "Benchmarks", "Fuzzers"])
        .filter { !$0.hasSuffix(".swift") }
        .compactMap { path in read(path).map { SourceFile(path: path, plain: $0) } }
        .filter { $0.name == "Makefile" || $0.lines.first?.text.hasPrefix("#!") == true }

    /// Every page for people.
    static let pages: [SourceFile] =
        files(under: topLevel + ["docs", "examples", "Benchmarks"])
        .filter { $0.hasSuffix(".md") }
        .compactMap { path in read(path).map { SourceFile(path: path, plain: $0) } }

    /// What web pages are made of.
    static let templates: [SourceFile] =
        files(under: ["templates/pages"])
        .filter { $0.hasSuffix(".mustache") }
        .compactMap { path in read(path).map { SourceFile(path: path, plain: $0) } }

    /// The folders right under `Sources`.
    static let sourceFolders = entries(of: "Sources")

    /// The file at `path` as it stands there, whatever is in it.
    static func file(_ path: String) -> SourceFile? {
        read(path).map { SourceFile(path: path, plain: $0) }
    }

    /// Whether the tree has a file or folder at `path`.
    static func has(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(root)/\(path)")
    }

    private static let topLevel = entries(of: ".").filter { $0.hasSuffix(".md") }

    private static func entries(of folder: String) -> [String] {
        let entries = try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)")
        return (entries ?? []).filter { !$0.hasPrefix(".") }.sorted()
    }

    /// Each of `paths` that is a file, and every file below those that are folders.
    private static func files(under paths: [String]) -> [String] {
        paths.flatMap { path in
            let below = try? FileManager.default.subpathsOfDirectory(atPath: "\(root)/\(path)")
            guard let below, !below.isEmpty else { return [path] }
            return below.sorted().map { "\(path)/\($0)" }
        }
    }

    /// The file's text; none for a folder and for what is not UTF-8.
    private static func read(_ path: String) -> String? {
        guard let data = FileManager.default.contents(atPath: "\(root)/\(path)") else { return nil }
        return String(validating: data, as: UTF8.self)
    }
}
