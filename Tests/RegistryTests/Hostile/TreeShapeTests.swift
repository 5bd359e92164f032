import RegistryCore
import Support
import Testing

/// An entry of `artifacts/` with a mode of its own.
private func mode(_ mode: String, _ description: String) -> RefusedPush {
    RefusedPush(description, .treeRefused) { bench in
        let commit = try await bench.version(withArtifacts: [RawEntry("m.bin", mode: mode)])
        return ["\(commit):refs/heads/main"]
    }
}

/// A folder without files at `path`.
private func empty(_ path: String) -> RefusedPush {
    RefusedPush("no files in '\(path)'", .treeRefused) { bench in
        ["\(try await bench.emptyFolder(at: path)):refs/heads/main"]
    }
}

extension Bench {
    /// A commit on `main` with an empty folder, which git's own tools would leave out.
    fileprivate func emptyFolder(at path: String) async throws -> ObjectID {
        var parts = path.split(separator: "/").map(String.init)
        let name = parts.removeLast()
        let parent = parts.joined(separator: "/")
        let none = RawEntry(name, mode: "40000", try await tree([]))
        let tree = try await tree(
            (try await entries(of: parent) + [none]).sorted { $0.key < $1.key })
        return try await commit(onto: facts.main, .object(mode: "040000", parent, tree))
    }

    /// The entries that a folder of `main` has; none if it is not there.
    private func entries(of folder: String) async throws -> [RawEntry] {
        let words = ["git", "ls-tree", "\(facts.main):\(folder)"]
        let outcome = try await shell(words, in: work, environment: environment(of: "alice"))
        return outcome.output.split(separator: "\n").map { line in
            let halves = line.split(separator: "\t")
            let words = halves[0].split(separator: " ")
            return RawEntry(
                String(halves[1]), mode: words[0] == "040000" ? "40000" : String(words[0]),
                ObjectID(parsing: words[2]))
        }
    }
}

extension RawEntry {
    /// What git sorts by.
    fileprivate var key: String {
        String(decoding: name, as: UTF8.self) + (mode == "40000" ? "/" : "")
    }
}

@Suite(.serialized) struct `A hostile tree` {
    private static let bench = Bench.shared()

    static let refused: [RefusedPush] = [
        mode("100755", "an executable"), mode("100664", "a file its group may write"),
        mode("100600", "a secret file"), mode("104755", "a set-user file"),
        mode("120000", "a link"), mode("100000", "a file nobody may read"),
        RefusedPush("a folder with permissions", .treeRefused) { bench in
            let inner = try await bench.tree([RawEntry("a")])
            let commit = try await bench.version(withArtifacts: [
                RawEntry("d", mode: "40755", inner)
            ])
            return ["\(commit):refs/heads/main"]
        },
        RefusedPush("a mode with a zero in front", gitSays: "zeroPaddedFilemode") { bench in
            let inner = try await bench.tree([RawEntry("a")])
            let commit = try await bench.version(withArtifacts: [
                RawEntry("d", mode: "040000", inner)
            ])
            return ["\(commit):refs/heads/main"]
        },
        .main(
            "an absolute link for a model card", .treeRefused,
            .blob(mode: "120000", "models/fraud/detector/README.md", "/etc/passwd")),
        .main(
            "a link for the policy", .treeRefused,
            .blob(mode: "120000", "registry.yaml", "models/fraud/detector/README.md")),
        .main(
            "a link for all models", .treeRefused, .remove("models"),
            .blob(mode: "120000", "models", "/srv")),
        .main(
            "a submodule for a model", .treeRefused,
            .object(
                mode: "160000", "models/fraud/other",
                ObjectID(rawBytes: Array(repeating: 0xaa, count: 20)))),
        .main(
            "an executable of the host's", .treeRefused, .blob(mode: "100755", ".github/x", "x")),
        .main("a file for all models", .pathRefused, .remove("models"), .file("models", "x")),
        .main("a file for a model", .pathRefused, .file("models/fraud/detector", "x")),
        .main(
            "a folder for a manifest", .pathRefused, .remove("models/fraud/detector/model.yaml"),
            .file("models/fraud/detector/model.yaml/x", "x")),
        .main(
            "two files of the host's that differ in case", .pathRefused,
            .file(".github/Build.yml", "x"), .file(".github/build.yml", "x")),
        RefusedPush("nothing but a model card", .modelRemoved, .treeRefused) { bench in
            let commit = try await bench.commit(
                onto: bench.facts.main, .removeAll, .file("README.md", "x"))
            return ["\(commit):refs/heads/main"]
        },
        empty("models/fraud/detector/artifacts/none"), empty("models/fraud/empty"),
        empty("models/none"), empty("weird"), empty(".github/none"),
        RefusedPush("a bomb of folders within folders", .tooMuch) { bench in
            var bomb = try await bench.tree([RawEntry("f")])
            for _ in 0..<12 {
                bomb = try await bench.tree(
                    (0..<10).map { RawEntry("\($0)", mode: "40000", bomb) })
            }
            return ["\(try await bench.version(withFolder: bomb)):refs/heads/main"]
        },
        RefusedPush("a path of more than 4096 bytes", .tooMuch) { bench in
            let name = String(repeating: "n", count: 250)
            var deep = try await bench.tree([RawEntry("f")])
            for _ in 0..<18 {
                deep = try await bench.tree([RawEntry(name, mode: "40000", deep)])
            }
            return ["\(try await bench.version(withFolder: deep)):refs/heads/main"]
        },
        RefusedPush("a file where a tree belongs", gitSays: "") { bench in
            let blob = try await bench.object("blob", Array("x".utf8))
            let commit = try await bench.version(withArtifacts: [
                RawEntry("d", mode: "40000", blob)
            ])
            return ["\(commit):refs/heads/main"]
        },
    ]

    @Test(arguments: refused)
    func `is refused`(push: RefusedPush) async throws {
        try await push.expect(on: Self.bench.value)
    }
}
