import FoundationEssentials
import Support
import Testing

@Suite struct `A running server` {
    @Test(arguments: [("health", "ok\n"), ("ready", #"{"replica":false,"status":"ok"}"#)])
    func `says that it is well`(address: String, body: String) async throws {
        let premises = try await Premises.shared.value
        let answer = try await premises.curl("\(premises.url)/-/\(address)")
        #expect(answer.status == 200)
        #expect(answer.body == body)
    }

    @Test func `is not ready when a registry can't be read`() async throws {
        let premises = try await Premises()
        let refs = try await premises.run(
            ["git", "update-ref", "-d", "refs/heads/main"], in: premises.catalog)
        #expect(refs.status == 0 || refs.status == 128)
        try? FileManager.default.removeItem(atPath: "\(premises.catalog)/packed-refs")
        try? FileManager.default.removeItem(atPath: "\(premises.catalog)/refs/heads/main")
        #expect(try await premises.curl("\(premises.url)/-/ready").status != 200)
        #expect(try await premises.curl("\(premises.url)/-/health").status == 200)
    }

    @Test func `counts what it does, and names nobody`() async throws {
        let premises = try await Premises()
        _ = try await premises.curl(
            "\(premises.registry)/info/refs?service=git-upload-pack", as: "will")
        _ = try await premises.curl(
            "-u", "x:y", "\(premises.registry)/info/refs?service=git-upload-pack")
        let text = try await premises.curl("\(premises.url)/-/metrics").body
        #expect(text.contains("cairn_requests_total{route=\"git-upload-pack\",status=\"200\"} 1"))
        #expect(text.contains("cairn_authentication_failures_total 1"))
        #expect(text.contains("cairn_git_processes 0"))
        #expect(text.contains("# TYPE process_resident_memory_bytes gauge"))
        for name in ["acme", "will", "example.com"] { #expect(!text.contains(name)) }
    }

    @Test func `notes every download, and who made it`() async throws {
        let premises = try await Premises()
        let address = "\(premises.registry)/info/lfs/objects/\(sha256("weights of fraud"))"
        #expect(try await premises.curl(address, as: "will").body == "weights of fraud")
        let part = try await premises.curl("-H", "Range: bytes=0-3", address, as: "rita")
        #expect(part.status == 206)
        #expect(try await premises.curl(address, as: "vera").status == 403)
        let log = try await premises.run(
            [
                cairn, "-R", premises.catalog, "audit", "downloads", "fraud/detector@v1",
                "--format", "json",
            ])
        struct Line: Decodable {
            let who: String?
            let path: String
            let to: Int?
        }
        let lines = try JSONDecoder().decode([Line].self, from: Data(log.output.utf8))
        #expect(lines.map(\.who) == ["will@example.com", "rita@example.com"])
        #expect(lines.map(\.path) == ["fraud.bin", "fraud.bin"])
        #expect(lines.map(\.to) == [nil, 4])

        // As Cairn's client fetches a long artifact, and then begins anew.
        for range in ["8-15", "4-7", "0-3"] {
            _ = try await premises.curl("-H", "Range: bytes=\(range)", address, as: "rita")
        }
        let table = try await premises.run(
            [cairn, "-R", premises.catalog, "audit", "downloads", "fraud/detector@v1"])
        let bytes = table.output.split(separator: "\n").dropFirst().map {
            $0.split(separator: "fraud.bin").last.map(String.init) ?? ""
        }
        #expect(bytes == ["  all", "  16 B in 3 parts", "  0–3"])
    }

    @Test(arguments: [
        "GET /-/health HTTP/1.1\\r\\nHost: x\\r\\nX: $(head -c 100000 /dev/zero | tr '\\0' a)\\r\\n\\r\\n",
        "POST /-/health HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 4\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n0\\r\\n\\r\\nGET /-/ready HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n",
        "GET /-/health HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 1\\r\\nContent-Length: 2\\r\\n\\r\\n",
        "GET /-/health\\r\\n\\r\\n", "\\x16\\x03\\x01\\x02\\x00",
    ])
    func `takes nothing that could be read in two ways, or never ends`(request: String) async throws
    {
        let premises = try await Premises.shared.value
        let script = """
            exec 3<>/dev/tcp/127.0.0.1/\(premises.port)
            printf "\(request)" >&3
            timeout 5 cat <&3 | head -c 300
            """
        let outcome = try await premises.run(["bash", "-c", script])
        #expect(!outcome.output.contains(" 200 "), "\(outcome.text)")
    }
}

@Suite struct `cairn serve` {
    @Test func `finishes what is under way when it is told to end`() async throws {
        let premises = try await Premises()
        let script = """
            head -c 3000000 /dev/urandom >big.bin
            digest=$(sha256sum big.bin | cut -c-64)
            folder=acme.git/lfs/objects/${digest:0:2}/${digest:2:2}
            mkdir -p "$folder" && cp big.bin "$folder/$digest"
            "$CAIRN" serve acme.git --listen 127.0.0.1:0 2>log & server=$!
            until url=$(sed -n 's/^acme is at //p' log) && [ -n "$url" ]; do sleep 0.05; done
            curl -sS --limit-rate 2M -H "Authorization: Bearer $TOKEN" -o got \\
                "$url/info/lfs/objects/$digest" & client=$!
            until [ -s got ]; do sleep 0.02; done
            kill -TERM $server
            wait $client || echo "client failed"
            wait $server || echo "server failed: $?"
            cmp big.bin got && echo whole
            curl -s "$url/info/refs" || echo gone
            """
        var environment = premises.environment(of: nil)
        environment["CAIRN"] = cairn
        environment["TOKEN"] = premises.tokens["will"]
        let outcome = try await shell(
            ["timeout", "60", "bash", "-uc", script], in: premises.folder,
            environment: environment)
        #expect(outcome.output == "whole\ngone\n", "\(outcome.text)")
    }

    @Test(
        arguments: [
            (["serve", "work-that-is-not-there"], 3),
            (["serve", "acme.git", "--listen", "7420"], 2),
            (["serve", "acme.git", "--tls-key", "x"], 2),
            (["serve", "acme.git", "acme.git", "--listen", "127.0.0.1:0"], 2),
            (
                [
                    "serve", "acme.git", "--listen", "127.0.0.1:0", "--tls-key", "x",
                    "--tls-certificate", "y",
                ], 2
            ),
            (["serve", "acme.git", "--least-rate", "slow"], 2),
            (["serve", "acme.git", "--public-url", "ftp://x"], 2), (["serve"], 2),
        ] as [([String], Int32)])
    func `says what is wrong with its words`(words: [String], status: Int32) async throws {
        let premises = try await Premises.shared.value
        let outcome = try await premises.run([cairn] + words)
        #expect(outcome.status == status, "\(outcome.text)")
        #expect(outcome.errors.contains("Hint: "))
    }
}
