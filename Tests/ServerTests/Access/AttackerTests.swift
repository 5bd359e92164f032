import FoundationEssentials
import Server
import Support
import Testing

@Suite struct `Somebody who means ill` {
    @Test(arguments: [
        "main:refs/versions/fraud/detector/v9", ":refs/versions/fraud/detector/v1",
        "main:refs/audit/log", ":refs/audit/log", "main:refs/merge-requests/1/head",
        ":refs/heads/main", "main:refs/heads/stages/staging", "main:refs/for/main",
        "main:refs/replace/\(String(repeating: "0", count: 40))", "main:refs/notes/x",
        "main:refs/heads/refs/heads/main", "+main~1:refs/heads/main",
    ])
    func `moves no ref that is the registry's own`(refspec: String) async throws {
        let premises = try await Premises.shared.value
        let refs = ["for-each-ref", "refs/versions", "refs/merge-requests", "refs/heads/main"]
        let before = try await premises.run(["git"] + refs, in: premises.catalog).output
        let outcome = try await premises.run(
            ["git", "push", "-q", premises.registry, refspec], in: premises.catalog, as: "alice")
        #expect(outcome.status != 0, "\(outcome.text)")
        let after = try await premises.run(["git"] + refs, in: premises.catalog).output
        #expect(before == after)
    }

    @Test(arguments: [
        "../acme", "..%2facme", "acme.git/../acme", "acme%00", "-", "--upload-pack=x", ".acme",
        "ACME", "acme.git.git", "acme;ls", "acme%0d%0aX-Y:z",
    ])
    func `reaches nothing by another name of a registry`(name: String) async throws {
        let premises = try await Premises.shared.value
        let answer = try await premises.curl(
            "\(premises.url)/\(name).git/info/refs?service=git-upload-pack", as: "alice")
        #expect([401, 404].contains(answer.status))
        #expect(answer.headers["x-y"] == nil)
        #expect(!answer.body.contains("refs/heads"))
    }

    @Test(arguments: [
        "credit/../fraud/detector", "./credit/scorer", "credit//scorer", "CREDIT/scorer",
        "fraud/../credit/scorer", "credit/scorer/../../fraud/x",
    ])
    func `takes no lock outside of their namespace`(model: String) async throws {
        let premises = try await Premises.shared.value
        let answer = try await premises.curl(
            "-H", "Content-Type: application/vnd.git-lfs+json", "--data",
            #"{"path": "models/\#(model)/artifacts/x.bin"}"#, "\(premises.registry)/info/lfs/locks",
            as: "carl")
        #expect((400..<500).contains(answer.status), "\(answer)")
    }

    @Test func `gets no other artifact by a pass that was given to them`() async throws {
        let premises = try await Premises.shared.value
        let answer = try await `Artifacts over HTTP`.batch(
            premises, "download", sha256("weights of fraud"), 16, as: "rita")
        let pass = try #require(answer.object?.actions?["download"]?.href)
        let wanted = sha256("weights of credit")
        let other = pass.replacing(sha256("weights of fraud"), with: wanted)
        let elsewhere = pass.replacing("/acme.git/", with: "/absent.git/")
        for address in [other, other.replacing("size=16", with: "size=17"), elsewhere] {
            #expect([401, 404].contains(try await premises.curl(address).status), "\(address)")
            let known = try await premises.curl(address, as: "rita")
            #expect([401, 404].contains(known.status), "\(address)")
        }
    }

    @Test(arguments: [
        "POST /-/health HTTP/1.1\\r\\nHost: x\\r\\nTransfer-Encoding: gzip, x\\r\\n\\r\\n0\\r\\n\\r\\n",
        "POST /-/health HTTP/1.1\\r\\nHost: x\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nfffffffffffffffff\\r\\nx",
        "POST /-/health HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: +5\\r\\n\\r\\nhello",
        "POST /-/health HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: -1\\r\\n\\r\\n",
        "GET /-/health HTTP/1.1\\r\\nHost: x\\r\\nX\\x00Y: z\\r\\n\\r\\n",
        "GET /-/health HTTP/1.1\\r\\nHost: x\\r\\n$(printf 'X%s: y\\\\r\\\\n' $(seq 200))\\r\\n",
    ])
    func `smuggles no request behind another`(request: String) async throws {
        let premises = try await Premises.shared.value
        let script = """
            exec 3<>/dev/tcp/127.0.0.1/\(premises.port)
            printf "\(request)" >&3
            printf 'GET /-/ready HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n' >&3 || true
            timeout 3 cat <&3 | head -c 2000
            """
        let outcome = try await premises.run(["bash", "-c", script])
        #expect(!outcome.output.contains("\"replica\""), "\(outcome.text)")
    }
}

@Suite struct `A client that is slow on purpose` {
    private func premises() async throws -> Premises {
        try await Premises {
            $0.patience.leastRate = 500
            $0.patience.window = .seconds(2)
            $0.patience.header = .seconds(2)
        }
    }

    private static let post =
        "POST /acme.git/info/lfs/objects/batch HTTP/1.1\\r\\nHost: x\\r\\n"
        + "Content-Type: application/vnd.git-lfs+json\\r\\n"

    /// What is sent at once; then goes on a byte at a time.
    static let beginnings = [
        "", "GET /-/health HTTP/1.1\\r\\nX: ", "\(post)Content-Length: 100000\\r\\n\\r\\n{",
        "\(post)Transfer-Encoding: chunked\\r\\n\\r\\nffff\\r\\n{",
        // Refused before its body has come.
        "POST /nothing HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 100000\\r\\n\\r\\n",
        "GET /-/health HTTP/1.1\\r\\nHost: x\\r\\n\\r\\nGET /-/health HTTP/1.1\\r\\nX: ",
    ]

    @Test(arguments: beginnings)
    func `is not waited for`(beginning: String) async throws {
        let premises = try await premises()
        let script = """
            exec 3<>/dev/tcp/127.0.0.1/\(premises.port)
            printf '\(beginning)' >&3
            { while printf x >&3; do sleep 0.1; done; } 2>/dev/null & writer=$!
            cat <&3 >/dev/null
            kill "$writer" 2>/dev/null
            echo ended
            """
        let outcome = try await premises.run(["timeout", "30", "bash", "-c", script])
        #expect(outcome.output == "ended\n", "\(outcome.text)")
    }

    @Test func `is, if it brings as much as it should`() async throws {
        let premises = try await premises()
        let padding = String(repeating: " ", count: 16_000)
        try premises.scratch.write("batch", #"{"operation": "download", "objects": []\#(padding)}"#)
        let answer = try await premises.curl(
            "--limit-rate", "4000", "-H", "Content-Type: application/vnd.git-lfs+json", "--data",
            "@\(premises.scratch.file("batch"))", "\(premises.registry)/info/lfs/objects/batch",
            as: "alice")
        #expect(answer.status == 200)
    }
}
