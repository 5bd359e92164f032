import FoundationEssentials
import Support
import Testing

@Suite struct `A server's upkeep` {
    @Test func `packs a registry by itself, and writes its log as JSON`() async throws {
        let premises = try await Premises()
        let script = """
            git -C acme.git config cairn.maintenanceInterval 1s
            "$CAIRN" serve acme.git --listen 127.0.0.1:0 --log-format json 2>log & server=$!
            until grep -q 'Maintenance of acme is done' log; do sleep 0.05; done
            url=$(sed -n 's/^acme is at //p' log)
            curl -sS -i -H 'X-Request-Id: from-the-proxy-1' "$url/nothing" |
                grep -io 'x-request-id: from-the-proxy-1'
            curl -sS -H 'X-Request-Id: from-the-proxy-2' "${url%/acme.git}/-/x" |
                grep -o '"request_id":"from-the-proxy-2"'
            curl -sS -H 'X-Request-Id: no{such}id' "${url%/acme.git}/-/x" | grep -c 'such' || true
            kill -TERM $server; wait $server
            grep -v ' is at ' log | python3 -c '
            import json, sys
            lines = [json.loads(line) for line in sys.stdin]
            assert all({"time", "level", "message"} <= set(line) for line in lines)
            print([line["status"] for line in lines if line.get("request") == "from-the-proxy-1"])'
            ls acme.git/objects/pack/*.pack | wc -l
            """
        var environment = premises.environment(of: nil)
        environment["CAIRN"] = cairn
        let outcome = try await shell(
            ["timeout", "60", "bash", "-euc", script], in: premises.folder,
            environment: environment)
        #expect(
            outcome.output.lowercased() == """
                x-request-id: from-the-proxy-1
                "request_id":"from-the-proxy-2"
                0
                ['404']
                1

                """, "\(outcome.text)")
    }
}
