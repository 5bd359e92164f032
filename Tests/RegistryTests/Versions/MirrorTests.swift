import FoundationEssentials
import Git
import Registry
import RegistryCore
import Testing

@Suite struct `A registry behind a URL` {
    /// A registration without files of its own, as from a machine that has never seen the registry.
    private func register(
        _ model: ModelName, in bench: Bench, _ protocolVersion: Int
    ) async throws -> Registered {
        let script = "#!/bin/sh\nwhile [ \"$1\" = -o ]; do shift 2; done\nshift\nsh -c \"$*\"\n"
        try Data(script.utf8).write(to: URL(filePath: "\(bench.folder)/ssh"))
        try await bench.run(["chmod", "+x", "ssh"], in: bench.folder)
        let environment = bench.environment(of: "alice").merging([
            "GIT_SSH_COMMAND": "\(bench.folder)/ssh", "GIT_SSH_VARIANT": "ssh",
            "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "protocol.version",
            "GIT_CONFIG_VALUE_0": "\(protocolVersion)",
        ]) { $1 }
        let session = Session(
            environment: environment, directory: bench.folder, now: Date(),
            registry: "ssh://here\(bench.catalog)")
        var registration = Registration(model: model)
        registration.keepsFiles = true
        registration.detects = false
        return try await Workspace.open(session, addingTo: model).register(registration)
    }

    private func mirror(_ bench: Bench) throws -> String {
        let folder = "\(bench.folder)/.cache/cairn/registries"
        let found = try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".git") }
        return "\(folder)/\(try #require(found.count == 1 ? found.first : nil))"
    }

    /// What a host may be like: the protocol it speaks, and what it lets be fetched.
    enum Host: String, CaseIterable, Sendable {
        case ours, olderProtocol, withoutFilter, onlyWhatRefsName

        fileprivate var protocolVersion: Int { self == .ours || self == .withoutFilter ? 2 : 0 }
        fileprivate var isPartial: Bool { self == .ours || self == .olderProtocol }

        fileprivate func set(_ bench: Bench) async throws {
            let setting: String? =
                switch self {
                case .ours, .olderProtocol: nil
                case .withoutFilter: "uploadpack.allowFilter"
                case .onlyWhatRefsName: "uploadpack.allowAnySHA1InWant"
                }
            guard let setting else { return }
            try await bench.git("config", setting, "false", in: bench.catalog)
        }
    }

    @Test(arguments: Host.allCases)
    func `is added to without its history and its other models`(_ host: Host) async throws {
        let bench = try await Bench()
        _ = try await register("other/model", in: bench, 2)
        try FileManager.default.removeItem(atPath: "\(bench.folder)/.cache")
        try await host.set(bench)
        let before = try await bench.git("ls-tree", "-r", "main", in: bench.catalog)
        let made = try await register("fraud/detector", in: bench, host.protocolVersion)
        let after = try await bench.git("ls-tree", "-r", "main", in: bench.catalog)
        #expect(made.reference == "fraud/detector@v3")
        #expect(made.artifacts.isEmpty == false)
        // Nothing but the record differs.
        let (old, new) = (Set(before.split(separator: "\n")), Set(after.split(separator: "\n")))
        let changed = old.symmetricDifference(new).map { $0.split(separator: "\t").last }
        #expect(Set(changed) == ["models/fraud/detector/version.yaml"])
        // Of other models no file has come, and of `main` no older commit.
        let mirror = try mirror(bench)
        let held = try await bench.git(
            "cat-file", "--batch-all-objects", "--batch-check=%(objectname)", in: mirror)
        let other = try await bench.git(
            "rev-parse", "main:models/other/model/version.yaml", in: bench.catalog)
        #expect(held.contains(other) == !host.isPartial)
        #expect(!held.contains("\(bench.facts.first)"))
        #expect(!FileManager.default.fileExists(atPath: "\(mirror)/shallow"))
    }

    @Test func `is added to again and again, by way of one mirror`() async throws {
        let bench = try await Bench()
        let models: [ModelName] = ["fraud/new", "fraud/new", "fraud/detector", "other/new"]
        var made: [String] = []
        for model in models { made.append(try await register(model, in: bench, 2).reference) }
        #expect(made == ["fraud/new@v1", "fraud/new@v2", "fraud/detector@v3", "other/new@v1"])
        _ = try mirror(bench)
        #expect(try await bench.verify().objections == [])
        try await bench.git("fsck", "--strict", in: bench.catalog)
    }
}
