import FoundationEssentials
import Support
import Testing

/// A clone of carl's whose commit registers the weights of `credit` as those of `fraud/copy`.
private func makeClone(
    of address: String, at place: String,
    _ run: ([String]) async throws -> Outcome
) async throws {
    let script = """
        git clone -q "$0" "$1" && cd "$1"
        model=models/fraud/copy
        mkdir -p $model/artifacts
        cp models/credit/scorer/artifacts/credit.bin $model/artifacts/
        printf 'schema: cairn.model/v1\\nname: fraud/copy\\n' >$model/model.yaml
        printf 'schema: cairn.version/v1\\nversion: 1\\ndescription: Mine\\n' >$model/version.yaml
        git add $model
        git commit -qm 'fraud/copy v1'
        """
    let outcome = try await run(["bash", "-euc", script, address, place])
    try #require(outcome.status == 0, "\(outcome.text)")
}

private let push = ["git", "push", "-q", "--no-verify", "origin", "HEAD:main"]
/// Brings the weights as stock `git lfs` does.
private let bring = [
    "bash", "-euc",
    """
    printf 'weights of credit' | git lfs clean x >/dev/null
    git lfs push --object-id origin \(sha256("weights of credit"))
    """,
]

/// Carl sees all metadata, and so every digest, and may register in `fraud`; the bytes of `credit`
/// are not his to read.
@Suite struct `An artifact that its pusher may not read` {
    private struct Carl {
        let premises: Premises
        let clone: String

        init() async throws {
            let premises = try await Premises()
            let clone = premises.place("clone")
            try await makeClone(of: premises.registry, at: clone) {
                try await premises.run($0, as: "carl")
            }
            (self.premises, self.clone) = (premises, clone)
        }

        func run(_ words: [String], as person: String = "carl") async throws -> Outcome {
            try await premises.run(words, in: clone, as: person)
        }

        func main() async throws -> String {
            try await premises.git("rev-parse", "main", in: premises.catalog)
        }
    }

    @Test func `is registered only by who brings its bytes`() async throws {
        let carl = try await Carl()
        let before = try await carl.main()
        let refused = try await carl.run(push)
        #expect(refused.status != 0)
        #expect(
            refused.errors.contains(
                "The store lacks the artifact \(sha256("weights of credit")) (17 B). "
                    + "[artifact-missing]"), "\(refused.errors)")
        #expect(try await carl.main() == before)
        let brought = try await carl.run(bring)
        #expect(brought.status == 0, "\(brought.text)")
        let accepted = try await carl.run(push)
        #expect(accepted.status == 0, "\(accepted.text)")
        #expect(try await carl.main() != before)
    }

    @Test func `has no other length for them`() async throws {
        let carl = try await Carl()
        let script = """
            sed -i 's/^size .*/size 18/' models/fraud/copy/artifacts/credit.bin
            git commit -qa --amend -m 'fraud/copy v1'
            """
        _ = try await carl.run(["bash", "-euc", script])
        let refused = try await carl.run(push)
        #expect(refused.errors.contains("[artifact-missing]"), "\(refused.errors)")
    }

    @Test func `is merged if whoever proposed it has brought it`() async throws {
        let carl = try await Carl()
        let proposed = try await carl.run(["git", "push", "origin", "HEAD:refs/for/main"])
        #expect(proposed.status == 0, "\(proposed.text)")
        let merge = [
            "git", "push", "-o", "merge", "origin", "HEAD:refs/for/merge-requests/1",
        ]
        let refused = try await carl.run(merge, as: "mona")
        #expect(refused.errors.contains("[artifact-missing]"), "\(refused.text)")
        #expect(try await carl.run(bring).status == 0)
        let merged = try await carl.run(merge, as: "mona")
        #expect(merged.status == 0, "\(merged.text)")
    }

    @Test func `is brought only by parts that come`() async throws {
        let carl = try await Carl()
        let premises = carl.premises
        let made = try await premises.run([
            "bash", "-euc",
            "head -c 9000001 /dev/urandom >big && sha256sum big && \"$0\" -q -R \"$1\" "
                + "register credit/scorer big -m Large >/dev/null",
            cairn, premises.catalog,
        ])
        let oid = String(made.output.prefix(64))
        let answer = try await premises.curl(
            "-H", "Content-Type: application/vnd.git-lfs+json", "--data",
            #"{"operation":"upload","transfers":["cairn-parts","basic"],"#
                + #""objects":[{"oid":"\#(oid)","size":9000001}]}"#,
            "\(premises.registry)/info/lfs/objects/batch", as: "carl")
        let found = try? JSONDecoder().decode(
            `Artifacts over HTTP`.Answer.self, from: Data(answer.body.utf8))
        let parts = try #require(found?.objects.first?.actions?["upload"]?.href, "\(answer)")
        #expect(parts.contains("/info/lfs/parts/"))
        #expect(try await premises.curl("-X", "POST", parts).status == 409)
        let scripts = [
            ("head -c 8388608 big >1", "0-8388607"), ("tail -c +8388609 big >1", "8388608-9000000"),
        ]
        for (script, range) in scripts {
            _ = try await premises.run(["bash", "-euc", script])
            let sent = try await premises.curl(
                "-X", "PUT", "--data-binary", "@1", "-H",
                "Content-Range: bytes \(range)/9000001", parts)
            #expect(sent.status == 200)
        }
        for _ in 1...2 { #expect(try await premises.curl("-X", "POST", parts).status == 200) }
    }
}

@Suite(
    .enabled(if: SSHDaemon.isPossible, "sshd is tried where it is installed, and as root"))
struct `An artifact that its pusher may not read, over SSH` {
    @Test func `is registered only by who brings its bytes`() async throws {
        // One of its own: another test that pushes to main would come in between.
        let daemon = try await SSHDaemon()
        let clone = daemon.premises.place("proof")
        try await makeClone(of: daemon.url, at: clone) {
            try await daemon.run($0, as: "carl")
        }
        let refused = try await daemon.run(push, in: clone, as: "carl")
        #expect(refused.errors.contains("[artifact-missing]"), "\(refused.text)")
        let brought = try await daemon.run(bring, in: clone, as: "carl")
        #expect(brought.status == 0, "\(brought.text)")
        let accepted = try await daemon.run(push, in: clone, as: "carl")
        #expect(accepted.status == 0, "\(accepted.text)")
    }
}
