// swift-tools-version: 6.3
import PackageDescription

let package = Package(
    name: "cairn",
    products: [.executable(name: "cairn", targets: ["cairn"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.5.1"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.80.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
    ],
    targets: [
        // 7: the executable, one line
        .executableTarget(
            name: "cairn", dependencies: ["Commands", "CLinux"],
            // Of 138,000 relocations, which every start of the program goes through, 3 MB less is
            // read; glibc has known the form since 2.36. And nobody looks for our 49,000 symbols,
            // which would be searched for whatever a library needs.
            linkerSettings: [
                .unsafeFlags(
                    [
                        "-use-ld=lld", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs",
                        "-Xlinker", "--no-export-dynamic",
                    ],
                    .when(configuration: .release))
            ]),

        // 6: words in, report and exit code out
        .target(
            name: "Commands",
            dependencies: [
                "Server", "Registry", "RegistryCore",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),

        // 5: HTTP in, HTTP out
        .target(
            name: "Server",
            dependencies: [
                "Registry", "Git", "Markdown", "Compression", "Cryptography", "RegistryCore",
                "Templates",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdHTTP2", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),

        // 4: what can be done: register, promote, approve, verify, fetch…
        .target(
            name: "Registry",
            dependencies: [
                "Git", "Artifacts", "Client", "Manifests", "OpenPGP", "Scan", "SearchIndex",
                "Cryptography", "RegistryCore", "Templates", "Hooks",
                .product(name: "SystemPackage", package: "swift-system"),
            ]),

        // 3: one outside thing each
        .target(
            name: "Git",
            dependencies: [
                "CGit", "Cryptography", "RegistryCore",
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .target(
            name: "Artifacts",
            dependencies: [
                "CLinux", "Cryptography", "RegistryCore",
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .target(
            name: "Client",
            dependencies: [
                "Cryptography", "RegistryCore",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]),
        .target(name: "Manifests", dependencies: ["RegistryCore"]),
        .target(name: "Markdown", dependencies: ["CMarkGFM"]),
        .target(
            name: "SearchIndex",
            dependencies: ["RegistryCore", .product(name: "GRDB", package: "GRDB.swift")]),
        .target(name: "Scan", dependencies: ["Compression", "RegistryCore"]),
        .target(
            name: "OpenPGP",
            dependencies: [
                "Cryptography", .product(name: "Subprocess", package: "swift-subprocess"),
            ]),

        // 2: hash, sign, verify, unpack
        .target(name: "Compression", dependencies: ["CZlib"]),
        .target(name: "Cryptography", dependencies: ["COpenSSL", "RegistryCore"]),

        // 1: values, decisions, embedded files
        .target(name: "RegistryCore"),
        .target(
            name: "Templates", path: "templates",
            resources: ["catalog", "hosts", "pages"].map { .embedInCode($0) }),
        .target(
            name: "Hooks", path: "hooks",
            resources: [
                "pre-receive", "proc-receive", "reference-transaction", "post-receive", "pre-push",
            ].map { .embedInCode($0) }),

        // 0: C libraries, as they are
        .systemLibrary(name: "CGit", pkgConfig: "libgit2", providers: [.apt(["libgit2-dev"])]),
        .systemLibrary(name: "CLinux"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(
            name: "CMarkGFM", pkgConfig: "libcmark-gfm",
            providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),

        // What must hold of every reader of outside bytes: for libFuzzer, and for tests.
        .target(
            name: "FuzzTargets",
            dependencies: [
                "Registry", "Git", "Manifests", "Cryptography", "RegistryCore",
                .product(name: "Yams", package: "Yams"),
            ],
            path: "Fuzzers/Targets"),

        // Tests mirror the targets.
        .target(
            name: "Support",
            dependencies: [
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            path: "Tests/Support"),
        .testTarget(name: "RegistryCoreTests", dependencies: ["RegistryCore", "Support"]),
        .testTarget(
            name: "CryptographyTests", dependencies: ["Cryptography", "RegistryCore", "Support"],
            exclude: ["Corpus"]),
        .testTarget(name: "GitTests", dependencies: ["Git", "RegistryCore", "Support"]),
        .testTarget(
            name: "ArtifactsTests",
            dependencies: [
                "Artifacts", "Client", "Cryptography", "Registry", "RegistryCore", "Support",
            ]),
        .testTarget(
            name: "ClientTests",
            dependencies: [
                "Client", "Cryptography", "RegistryCore", "Support",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            exclude: ["Signing/Vectors"]),
        .testTarget(
            name: "ManifestsTests",
            dependencies: [
                "Manifests", "FuzzTargets", "RegistryCore", "Support",
            ]),
        .testTarget(name: "MarkdownTests", dependencies: ["Markdown", "Support"]),
        .testTarget(
            name: "OpenPGPTests", dependencies: ["OpenPGP", "Cryptography", "Support"],
            exclude: ["Corpus"]),
        .testTarget(
            name: "ScanTests", dependencies: ["Scan", "Support"], exclude: ["corpus.py"]),
        .testTarget(
            name: "SearchIndexTests",
            dependencies: [
                "SearchIndex", "RegistryCore", "Support",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        .testTarget(
            name: "RegistryTests",
            dependencies: [
                "Registry", "Git", "Artifacts", "Client", "Manifests", "SearchIndex",
                "Cryptography", "RegistryCore", "Support", "Templates",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Yams", package: "Yams"),
            ]),
        .testTarget(
            name: "CommandsTests",
            dependencies: [
                "Commands", "Registry", "RegistryCore", "Support",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .testTarget(
            name: "ServerTests",
            dependencies: [
                "Server", "Registry", "Artifacts", "Client", "Cryptography", "RegistryCore",
                "Support",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ],
            exclude: ["Identity/issuer.py", "Pages/Golden"]),
        .testTarget(name: "FuzzTests", dependencies: ["FuzzTargets", "Support"]),
        .testTarget(name: "TidyTests"),
        .testTarget(
            name: "TranscriptTests", dependencies: ["Support", "cairn"],
            exclude: ["Transcripts", "type.py"]),
    ],
    swiftLanguageModes: [.v6]
)

// libFuzzer brings a `main` of its own, so its program is built by `make fuzz` alone.
if Context.environment["CAIRN_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(name: "fuzz", dependencies: ["FuzzTargets"], path: "Fuzzers/Main"))
}

/// The settings every target of ours is built with.
let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

for target in package.targets where target.type != .system {
    target.swiftSettings = house
}
