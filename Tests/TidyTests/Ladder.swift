/// Who may import what: from rungs below, never sideways, and each outside thing has one home.
///
/// The order and the reasons are in `docs/architecture.md`.
struct Ladder {
    let rungs: [String: Rung]

    struct Rung {
        /// Its height, 0 at the bottom.
        let height: Int
        /// The modules that its files may import.
        let imports: Set<String>
    }

    static let cairn = Ladder(rungs: [
        "cairn": Rung(height: 7, imports: ["CLinux", "Commands", "Glibc"]),
        "Commands": Rung(
            height: 6,
            imports: [
                "Server", "Registry", "RegistryCore", "ArgumentParser", "FoundationEssentials",
                "Glibc", "Logging", "Synchronization", "SystemPackage",
            ]),
        "Server": Rung(
            height: 5,
            imports: [
                "Registry", "Git", "Markdown", "Compression", "Cryptography", "RegistryCore",
                "Templates", "FoundationEssentials", "HTTPTypes",
                "Hummingbird", "HummingbirdCore", "HummingbirdHTTP2", "Logging", "Mustache",
                "NIOConcurrencyHelpers", "NIOCore", "NIOHTTPTypes", "NIOPosix", "NIOSSL", "NIOTLS",
                "Synchronization", "SystemPackage",
            ]),
        "Registry": Rung(
            height: 4,
            imports: [
                "Git", "Artifacts", "Client", "Manifests", "OpenPGP", "Scan", "SearchIndex",
                "Cryptography", "RegistryCore",
                "Templates", "Hooks", "FoundationEssentials", "Glibc", "Synchronization",
                "SystemPackage",
            ]),
        "Git": Rung(
            height: 3,
            imports: [
                "CGit", "Cryptography", "RegistryCore", "FoundationEssentials", "Glibc",
                "Subprocess", "Synchronization", "SystemPackage",
            ]),
        "Artifacts": Rung(
            height: 3,
            imports: [
                "CLinux", "Cryptography", "RegistryCore", "Dispatch", "FoundationEssentials",
                "Glibc", "NIOConcurrencyHelpers", "Synchronization", "SystemPackage",
            ]),
        "Client": Rung(
            height: 3,
            imports: [
                "Cryptography", "RegistryCore", "AsyncHTTPClient", "NIOCore", "NIOHTTP1",
                "NIOPosix", "NIOSSL", "FoundationEssentials",
            ]),
        "Manifests": Rung(height: 3, imports: ["RegistryCore", "FoundationEssentials"]),
        "Markdown": Rung(height: 3, imports: ["CMarkGFM", "Synchronization"]),
        "SearchIndex": Rung(
            height: 3, imports: ["RegistryCore", "FoundationEssentials", "GRDB"]),
        "Scan": Rung(height: 3, imports: ["Compression", "RegistryCore"]),
        "OpenPGP": Rung(
            height: 3, imports: ["Cryptography", "FoundationEssentials", "Glibc", "Subprocess"]),
        "Cryptography": Rung(
            height: 2, imports: ["COpenSSL", "RegistryCore", "FoundationEssentials", "Glibc"]),
        "Compression": Rung(height: 2, imports: ["CZlib"]),
        "RegistryCore": Rung(height: 1, imports: ["FoundationEssentials"]),
        "Templates": Rung(height: 1, imports: ["FoundationEssentials"]),
        "Hooks": Rung(height: 1, imports: ["FoundationEssentials"]),
        "CGit": Rung(height: 0, imports: []),
        "CMarkGFM": Rung(height: 0, imports: []),
        "CLinux": Rung(height: 0, imports: []),
        "CZlib": Rung(height: 0, imports: []),
        "COpenSSL": Rung(height: 0, imports: []),
    ])

    /// Every import that the file's rung does not allow.
    func findings(in file: SourceFile) -> [Finding] {
        guard let target = file.target, let rung = rungs[target] else {
            return [
                Finding(
                    path: file.path, line: 1,
                    advice: "belongs to no rung: give its folder one in Ladder.swift")
            ]
        }
        return file.lines.compactMap { line in
            guard let module = line.importedModule, !rung.imports.contains(module) else {
                return nil
            }
            let allowed = rung.imports.sorted().joined(separator: ", ")
            return Finding(
                path: file.path, line: line.number,
                advice: "\(target) may not import \(module), only: \(allowed)")
        }
    }

    /// Pairs of targets of ours where the table lets one import another that isn't below it.
    var climbs: [String] {
        rungs.flatMap { name, rung in
            rung.imports.compactMap { module in
                guard let other = rungs[module], other.height >= rung.height else { return nil }
                return "\(name) imports \(module)"
            }
        }
    }
}

extension SourceFile.Line {
    /// The module of `package import struct SystemPackage.FilePath`, and of any plainer import.
    var importedModule: String? {
        let words = tokens
        guard let at = words.firstIndex(of: "import"),
            words[..<at].allSatisfy({
                $0 == "@" || $0 == "(" || $0 == ")" || $0.first?.isLetter == true
            })
        else { return nil }
        let kinds: Set = [
            "class", "enum", "func", "let", "protocol", "struct", "typealias", "var",
        ]
        return words[(at + 1)...].first { !kinds.contains($0) }
    }
}
