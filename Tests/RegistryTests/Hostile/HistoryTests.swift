import RegistryCore
import Support
import Testing

private let third = detector("version.yaml", record(3))
private let card = detector("README.md", "# x")

extension Bench {
    /// A clone of the registry in which `person` works, as anybody does.
    fileprivate func clone(of person: String) async throws -> String {
        let clone = "\(folder)/clone-\(UInt32.random(in: .min ... .max))"
        try await run(["git", "clone", "--quiet", catalog, clone], in: folder, as: person)
        return clone
    }
}

@Suite(.serialized) struct `A hostile history` {
    private static let bench = Bench.shared()

    static let refused: [RefusedPush] = [
        RefusedPush("a merge of main into somebody's own line", .historyNotLinear) { bench in
            let own = try await bench.commit(onto: bench.facts.v2, card)
            return ["\(try await bench.merge(bench.facts.main, into: own)):refs/heads/main"]
        },
        RefusedPush("a merge of somebody's own line into main", .historyNotLinear) { bench in
            let own = try await bench.commit(onto: bench.facts.v2, card)
            return ["\(try await bench.merge(own, into: bench.facts.main)):refs/heads/main"]
        },
        RefusedPush("a merge below a straight line", .historyNotLinear) { bench in
            let own = try await bench.commit(onto: bench.facts.v2, card)
            let merge = try await bench.merge(own, into: bench.facts.main)
            return ["\(try await bench.commit(onto: merge, card)):refs/heads/main"]
        },
        RefusedPush("a commit that stands on main twice", .historyNotLinear) { bench in
            let main = bench.facts.main
            let tree = try await bench.id("\(main)^{tree}")
            let twice = try await bench.object(
                "commit",
                Array(
                    """
                    tree \(tree)
                    parent \(main)
                    parent \(main)
                    author a <a@example.com> 1790000000 +0000
                    committer a <a@example.com> 1790000000 +0000

                    x

                    """.utf8))
            return ["\(twice):refs/heads/main"]
        },
        RefusedPush("a merge of eight lines", .historyNotLinear) { bench in
            var parents = [bench.facts.main]
            for number in 0..<8 {
                parents.append(
                    try await bench.commit(onto: bench.facts.v2, detector("README.md", "\(number)"))
                )
            }
            return ["\(try await bench.commit(onto: parents, [])):refs/heads/main"]
        },
        RefusedPush("a root of its own", .rewriteRefused) { bench in
            let tree = try await bench.id("\(bench.facts.main)^{tree}")
            let root = try await bench.commit(onto: [], [.object(mode: "040000", "", tree)])
            return ["+\(root):refs/heads/main"]
        },
        RefusedPush("one commit back", .rewriteRefused) { ["+\($0.facts.v2):refs/heads/main"] },
        RefusedPush("a stage's branch for main", .rewriteRefused) { bench in
            ["+\(bench.facts.stagingV2):refs/heads/main"]
        },
        RefusedPush("main deleted", .deletionRefused) { _ in [":refs/heads/main"] },
        RefusedPush("a tag for main", .treeRefused) { bench in
            try await bench.git("tag", "-f", "-a", "-m", "x", "main", "\(bench.facts.main)")
            return ["+refs/tags/main:refs/heads/main"]
        },
        RefusedPush("a tree for main", .treeRefused) { bench in
            ["+\(try await bench.id("\(bench.facts.main)^{tree}")):refs/heads/main"]
        },
        RefusedPush("a blob for a topic branch", .treeRefused) { bench in
            ["\(try await bench.id("\(bench.facts.main):registry.yaml")):refs/heads/topic"]
        },
        RefusedPush("a tag for a topic branch", .treeRefused) { bench in
            try await bench.git("tag", "-f", "-a", "-m", "x", "topic", "\(bench.facts.main)")
            return ["refs/tags/topic:refs/heads/topic"]
        },
        RefusedPush("a tree for a stage", .treeRefused) { bench in
            ["+\(try await bench.id("\(bench.facts.open)^{tree}")):\(stage("staging"))"]
        },
        RefusedPush("a message of 100 KiB", .tooMuch) { bench in
            let commit = try await bench.commit(
                onto: bench.facts.main, message: String(repeating: "x", count: 100 << 10), card)
            return ["\(commit):refs/heads/main"]
        },
        RefusedPush("a manifest of 2 MiB on a topic branch", .manifestTooLarge) { bench in
            let text = String(repeating: "x", count: 2 << 20)
            let commit = try await bench.commit(onto: bench.facts.main, .file("notes", text))
            return ["\(commit):refs/heads/topic"]
        },
        RefusedPush("a version changed and put back", .versionChanged) { bench in
            let changed = try await bench.commit(
                onto: bench.facts.main, detector("version.yaml", record(2, "description: x\n")))
            let back = try await bench.commit(
                onto: changed,
                detector("version.yaml", record(2, "description: Better.\n")))
            return ["\(back):refs/heads/main"]
        },
        RefusedPush("a version made and taken back", .versionNumberWrong) { bench in
            let made = try await bench.commit(onto: bench.facts.main, third)
            let back = try await bench.commit(
                onto: made, detector("version.yaml", record(2, "description: Better.\n")))
            return ["\(back):refs/heads/main"]
        },
        RefusedPush("a version two ahead", .versionNumberWrong) { bench in
            let commit = try await bench.commit(
                onto: bench.facts.main, detector("version.yaml", record(4)))
            return ["\(commit):refs/heads/main"]
        },
        RefusedPush("a first version that is the second", .versionNumberWrong) { bench in
            let commit = try await bench.commit(
                onto: bench.facts.main, .file("models/a/b/model.yaml", manifest("a/b")),
                .file("models/a/b/version.yaml", record(2)))
            return ["\(commit):refs/heads/main"]
        },
        RefusedPush("a model under another's name", .modelRemoved, .manifestInvalid) { bench in
            let folder = try await bench.id("\(bench.facts.main):models/credit/scorer")
            let commit = try await bench.commit(
                onto: bench.facts.main, .remove("models/credit/scorer"),
                .object(mode: "040000", "models/credit/renamed", folder))
            return ["\(commit):refs/heads/main"]
        },
    ]

    @Test(arguments: refused)
    func `is refused`(push: RefusedPush) async throws {
        try await push.expect(on: Self.bench.value)
    }

    @Test func `is that of a pull without rebase, whoever makes it`() async throws {
        let bench = try await Self.bench.value
        let refs = try await bench.refs()
        let clone = try await bench.clone(of: "alice")
        let pull = """
            git reset --quiet --hard HEAD~1 && echo '# x' > models/fraud/detector/README.md &&
            git add . && git commit --quiet -m x && git pull --quiet --no-rebase --no-edit &&
            git push --quiet
            """
        let outcome = try await shell(
            ["sh", "-c", pull], in: clone, environment: bench.environment(of: "alice"))
        #expect(outcome.status != 0)
        #expect(outcome.errors.contains("[history-not-linear]"), "\(outcome.text)")
        #expect(outcome.errors.contains("Hint: Run `git pull --rebase`, then push again."))
        #expect(try await bench.refs() == refs)
        try await bench.run(["rm", "-rf", clone], in: bench.folder)
    }

    /// A walk by dates would read all of history to find where such a commit joins it.
    @Test(arguments: ["@1 +0000", "@4000000000 +0000"])
    func `is none for being dated oddly`(date: String) async throws {
        let bench = try await Bench()
        let tree = try await bench.id(
            "\(try await bench.commit(onto: bench.facts.main, third))^{tree}")
        let commit = try await bench.run(
            ["git", "commit-tree", "-p", "\(bench.facts.main)", "-m", "x", "\(tree)"],
            in: bench.work, ["GIT_COMMITTER_DATE": date, "GIT_AUTHOR_DATE": date])
        try await bench.require("\(commit):refs/heads/main")
        #expect(
            try await bench.tip("refs/versions/fraud/detector/v3") == ObjectID(parsing: commit))
    }
}
