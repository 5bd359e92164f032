import FoundationEssentials
import Support
import Testing

@Suite struct `cairn backup` {
    private func play(_ script: String, in premises: Premises) async throws -> Outcome {
        var environment = premises.environment(of: nil)
        environment["CAIRN"] = cairn
        environment["CAIRN_USER"] = "alice@example.com"
        environment["CAIRN_REGISTRY"] = premises.catalog
        return try await shell(
            ["timeout", "600", "bash", "-euc", script], in: premises.folder,
            environment: environment)
    }

    /// `restore` itself holds the audit log to the refs, objects to git's check, and artifacts to
    /// their hashes: a backup with a ref ahead of its objects, its artifacts or the log fails there.
    @Test func `is one moment of a registry that people push to`() async throws {
        let premises = try await Premises()
        let script = """
            (for n in 1 2 3 4; do
                echo "$n" >"fraud$n.bin"
                "$CAIRN" -q register fraud/detector "fraud$n.bin" >/dev/null
             done) & one=$!
            (for n in 1 2 3 4; do
                echo "credit $n" >"credit$n.bin"
                "$CAIRN" -q register credit/scorer "credit$n.bin" >/dev/null
             done) & two=$!
            n=0
            while kill -0 $one 2>/dev/null || kill -0 $two 2>/dev/null; do
                "$CAIRN" -q backup bk >/dev/null
                n=$((n + 1))
                "$CAIRN" -q restore bk "back$n.git" >/dev/null
                "$CAIRN" -q -R "back$n.git" doctor >/dev/null
                git -C "back$n.git" for-each-ref --format='%(objectname)' refs/versions |
                while read -r id; do git -C "back$n.git" merge-base --is-ancestor "$id" main; done
            done
            wait $one $two
            [ "$n" -ge 2 ] && echo several
            "$CAIRN" backup bk --format json | grep -o '"copied":[0-9]*,"held":[0-9]*' || true
            "$CAIRN" -q restore bk last.git >/dev/null
            diff <(git -C acme.git for-each-ref) <(git -C last.git for-each-ref) && echo same
            stat -c %a last.git/cairn/key last.git/cairn/tokens/* bk | sort -u
            git -C last.git config core.hooksPath
            find bk -type f -links +1 | grep . || echo 'no links'
            """
        let outcome = try await play(script, in: premises)
        #expect(outcome.status == 0, "\(outcome.text)")
        let lines = outcome.output.split(separator: "\n").map(String.init)
        #expect(
            lines.filter { !$0.contains("copied") } == [
                "several", "same", "600", "700", "\(premises.folder)/last.git/hooks", "no links",
            ], "\(outcome.text)")
    }

    @Test func `that is killed leaves the one before as it was`() async throws {
        let premises = try await Premises()
        let script = """
            "$CAIRN" -q backup bk >/dev/null
            before=$(git -C acme.git rev-parse main)
            head -c 2000000 /dev/urandom >more.bin
            "$CAIRN" -q register fraud/detector more.bin >/dev/null
            for wait in 0.03 0.06 0.1 0.15 0.2 0.3; do
                timeout -s KILL $wait "$CAIRN" -q backup bk >/dev/null 2>&1 || true
                rm -rf back.git
                "$CAIRN" -q restore bk back.git >/dev/null
                now=$(git -C back.git rev-parse main)
                [ "$now" = "$before" ] || [ "$now" = "$(git -C acme.git rev-parse main)" ]
            done
            "$CAIRN" -q backup bk >/dev/null
            rm -rf back.git
            "$CAIRN" -q restore bk back.git >/dev/null
            [ "$(git -C back.git rev-parse main)" = "$(git -C acme.git rev-parse main)" ]
            ls bk/states | wc -l
            """
        let outcome = try await play(script, in: premises)
        #expect(outcome.status == 0 && outcome.output == "1\n", "\(outcome.text)")
    }

    @Test(arguments: [
        "artifacts/??/??/*", "states/*/manifest.json", "states/*/packed-refs", "states/*/config",
        "states/*/cairn/key", "repository.git/objects/pack/*.pack", "current",
    ])
    func `with one byte changed is found out, and nothing restored`(file: String) async throws {
        let premises = try await Premises.shared.value
        let place = premises.place("flip")
        let script = """
            "$CAIRN" -q backup \(place) >/dev/null
            file=$(ls -d \(place)/\(file) | head -1)
            chmod u+w "$file"
            python3 - "$file" <<'END'
            import sys
            with open(sys.argv[1], "r+b") as file:
                bytes = file.read()
                file.seek(len(bytes) // 2)
                file.write(b"5" if bytes[len(bytes) // 2] != 0x35 else b"6")
            END
            "$CAIRN" -q restore \(place) \(place).back 2>errors && echo restored
            ls -d \(place).back* 2>/dev/null || echo nothing
            """
        let outcome = try await play("set +e\n" + script, in: premises)
        #expect(outcome.output == "nothing\n", "\(outcome.text)")
    }

    @Test func `goes into no other registry's backup, and restores over nothing`() async throws {
        let premises = try await Premises.shared.value
        let place = premises.place("other")
        let script = """
            "$CAIRN" -q backup \(place) >/dev/null
            "$CAIRN" -q init \(place).git --name other --admin alice@example.com --key key.pub \\
                >/dev/null
            "$CAIRN" -q -R \(place).git backup \(place) 2>&1 | grep -c 'another registry'
            "$CAIRN" -q restore \(place) \(place).git 2>&1 | grep -c 'is not empty'
            "$CAIRN" -q restore \(premises.folder)/home \(place).new 2>&1 | grep -c 'no backup'
            """
        let outcome = try await play(script, in: premises)
        #expect(outcome.output == "1\n1\n1\n", "\(outcome.text)")
    }
}
