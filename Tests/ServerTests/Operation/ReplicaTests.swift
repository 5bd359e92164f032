import FoundationEssentials
import Support
import Testing

@Suite struct `A replica` {
    /// Two real servers: the primary is killed, and comes back with more.
    @Test func `follows its primary, and serves while that is gone`() async throws {
        let premises = try await Premises()
        var environment = premises.environment(of: "will")
        environment["CAIRN"] = cairn
        environment["CAIRN_USER"] = "alice@example.com"
        environment["DIGEST"] = sha256("weights of fraud")
        let outcome = try await shell(
            ["timeout", "90", "bash", "-euc", script], in: premises.folder,
            environment: environment)
        #expect(outcome.status == 0, "\(outcome.text)")
        #expect(
            outcome.output == """
                cloned
                weights of fraud
                kept
                Push and upload to the primary
                read-only
                cloned without
                weights of fraud
                behind
                caught up
                sound
                cairn_replica_behind_seconds

                """, "\(outcome.text)")
    }

    @Test func `is not made of a registry of its own`() async throws {
        let premises = try await Premises.shared.value
        let outcome = try await premises.run([
            cairn, "serve", premises.catalog, "--follow", "http://127.0.0.1:1",
        ])
        #expect(outcome.status != 0)
        #expect(outcome.errors.contains("follows nobody"), "\(outcome.text)")
    }
}

private let script = """
    trap 'kill -9 $(jobs -p) 2>/dev/null || true' EXIT
    serve() { # log, words
        log=$1; shift
        "$CAIRN" serve "$@" 2>"$log" &
        until grep -q 'is at' "$log"; do kill -0 $!; sleep 0.05; done
        sed -n 's/^acme is at //p' "$log"
    }
    ask() { curl -sS --max-time 20 -H "Authorization: Bearer $TOKEN" "$@"; }
    until_true() { for _ in $(seq 200); do "$@" && return; sleep 0.1; done; return 1; }

    serve primary.log acme.git --listen 127.0.0.1:0 >primary.url
    primary=$(jobs -p | tail -1); url=$(cat primary.url); base=${url%/acme.git}
    mkdir copy
    serve replica.log copy/acme.git --listen 127.0.0.1:0 --follow "$base" >replica.url
    copy=$(cat replica.url); replica=${copy%/acme.git}
    git -C copy/acme.git config cairn.followInterval 1s
    TOKEN=$("$CAIRN" -R copy/acme.git token create alice@example.com --format json |
        sed 's/.*"token":"\\([^"]*\\)".*/\\1/')
    git() { command git -c credential.helper= \\
        -c credential.helper="!f() { echo username=x; echo password=$TOKEN; }; f" "$@"; }

    git clone -q "$copy" one && echo cloned
    ask "$copy/info/lfs/objects/$DIGEST"; echo
    [ -e "copy/acme.git/lfs/objects/${DIGEST:0:2}/${DIGEST:2:2}/$DIGEST" ] && echo kept
    (git -C one push origin HEAD:refs/heads/topic 2>&1 || true) |
        grep -o 'Push and upload to the primary' | head -1
    (cd one && git push ../copy/acme.git HEAD:refs/heads/topic 2>&1 || true) |
        grep -o -m1 'read-only'

    kill -9 "$primary"; wait "$primary" 2>/dev/null || true
    git clone -q "$copy" two && echo 'cloned without'
    ask "$copy/info/lfs/objects/$DIGEST"; echo
    behind() { ask "$replica/-/ready" | grep -q '"behind_seconds":[3-9]'; }
    until_true behind && echo behind

    serve primary.log acme.git --listen "${base#http://}" >/dev/null
    echo more >more.bin
    "$CAIRN" -q -R acme.git register fraud/detector more.bin >/dev/null
    same() { diff -q <(command git -C acme.git for-each-ref) \\
        <(command git -C copy/acme.git for-each-ref | grep -v refs/follow) >/dev/null; }
    until_true same && echo 'caught up'
    "$CAIRN" -R copy/acme.git audit verify | sed -n 's/^Verdict: *//p'
    ask "$replica/-/metrics" | grep -o '^cairn_replica_behind_seconds'
    """
