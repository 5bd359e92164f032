import Client
import FoundationEssentials
import Support
import Testing

/// A server whose registry keeps its artifacts in a real gateway's bucket. No client has the
/// bucket's keys: whatever reaches it has gone through the server.
@Suite(.enabled(if: TestPlace.environment != nil, "run `make test-s3`"))
struct `A server over a bucket` {
    private typealias HTTP = `Artifacts over HTTP`

    @Test func `keeps what stock git lfs pushes there, and gives it to another`() async throws {
        let place = try TestPlace()
        let premises = try await Premises(bucket: place)
        let work = premises.place("push")
        try await premises.git("clone", "-q", premises.registry, work)
        let pushed = try await premises.run(["bash", "-euc", pushVersion], in: work, as: "alice")
        try #require(pushed.status == 0, "\(pushed.text)")
        let copy = premises.place("fetch")
        try await premises.git("clone", "-q", premises.registry, copy, as: "will")
        try await premises.git("lfs", "pull", "--include=models/credit/**", in: copy, as: "will")
        let name = "models/credit/scorer/artifacts/big.bin"
        let bytes = try Data(contentsOf: URL(filePath: "\(work)/\(name)"))
        #expect(try Data(contentsOf: URL(filePath: "\(copy)/\(name)")) == bytes)
        #expect(try await place.contents(sha256(Array(bytes))) == Array(bytes))
        let names = try await premises.run(["find", "lfs", "-type", "f"], in: premises.catalog)
        #expect(names.output == "", "nothing lies in the registry's folder")
        let log = try await premises.run([
            cairn, "-R", premises.catalog, "audit", "downloads", "credit/scorer@v2",
        ])
        #expect(log.text.contains("will@example.com"), "\(log.text)")
    }

    @Test func `hands out ranges, and takes nothing that is not what it is called`() async throws {
        let place = try TestPlace()
        let premises = try await Premises(bucket: place)
        let held = try await HTTP.batch(premises, "download", HTTP.fraud.oid, 16, as: "will")
        let download = try #require(held.object?.actions?["download"]?.href)
        let whole = try await premises.curl(download)
        #expect(whole.body == "weights of fraud")
        #expect(whole.headers["etag"] == "\"\(HTTP.fraud.oid)\"")
        let part = try await premises.curl("-H", "Range: bytes=8-9", download)
        #expect(part.status == 206 && part.body == "of")
        #expect(part.headers["content-range"] == "bytes 8-9/16")

        let object = HTTP.object("uploaded \(place.prefix)")
        let offer = try await HTTP.batch(premises, "upload", object.oid, object.size, as: "carl")
        let upload = try #require(offer.object?.actions?["upload"]?.href)
        let verify = [
            "-H", "Content-Type: application/vnd.git-lfs+json", "--data",
            #"{"oid":"\#(object.oid)","size":\#(object.size)}"#,
            try #require(offer.object?.actions?["verify"]?.href),
        ]
        #expect(try await premises.curl(verify).status == 404)
        for wrong in ["x\(object.text.dropFirst())", object.text + "x", "short"] {
            let answer = try await premises.curl("-X", "PUT", "--data-binary", wrong, upload)
            #expect(answer.status == 422, "\(answer.body)")
            #expect(try await place.contents(object.oid) == nil)
        }
        let right = try await premises.curl("-X", "PUT", "--data-binary", object.text, upload)
        #expect(right.status == 200)
        #expect(try await premises.curl(verify).status == 200)
        #expect(try await place.contents(object.oid) == Array(object.text.utf8))
    }

    @Test func `takes parts from Cairn's own client, and goes on where an upload broke off`()
        async throws
    {
        let place = try TestPlace()
        let premises = try await Premises(bucket: place)
        let path = premises.place("big")
        _ = try await premises.run(
            ["bash", "-euc", "head -c 30000000 /dev/urandom >\"$0\"", path])
        let bytes = Array(try Data(contentsOf: URL(filePath: path)))
        let oid = sha256(bytes)
        let answer = try await premises.curl(
            "-H", "Content-Type: application/vnd.git-lfs+json", "--data",
            #"{"operation":"upload","transfers":["cairn-parts","basic"],"#
                + #""objects":[{"oid":"\#(oid)","size":30000000}]}"#,
            "\(premises.registry)/info/lfs/objects/batch", as: "alice")
        let offer = try JSONDecoder().decode(HTTP.Answer.self, from: Data(answer.body.utf8))
        let address = try #require(offer.objects.first?.actions?["upload"]?.href)
        try Data(bytes[..<8_388_608]).write(to: URL(filePath: "\(path).1"))
        let first = try await premises.curl(
            "-X", "PUT", "--data-binary", "@\(path).1", "-H",
            "Content-Range: bytes 0-8388607/30000000", address)
        #expect(first.status == 200)

        let words = [cairn, "-R", premises.registry]
        let registered = try await premises.run(
            words + ["register", "fraud/detector", path, "--no-detect"], as: "alice")
        try #require(registered.status == 0, "\(registered.text)")
        #expect(registered.text.contains("Resuming \(oid.prefix(12)): 8.00 MiB"))
        #expect(try await place.contents(oid) == bytes)
        let left = try await premises.run(["find", "lfs", "-type", "f"], in: premises.catalog)
        #expect(left.output == "", "nothing is left of the parts")
        let out = premises.place("out")
        let fetched = try await premises.run(
            words + ["fetch", "fraud/detector@latest", "-o", out], as: "will")
        #expect(fetched.status == 0, "\(fetched.text)")
        let same = try await premises.run(
            ["bash", "-c", "cmp \"$0\" \"$1\"/artifacts/big*", path, out])
        #expect(same.status == 0, "\(same.text)")
    }

    @Test func `sees that a push brings what it names, however much that is`() async throws {
        let place = try TestPlace()
        let premises = try await Premises(bucket: place)
        let work = premises.place("many")
        try await premises.git("clone", "-q", premises.registry, work)
        let script = """
            cd models/fraud/detector
            for n in $(seq 300); do echo "part $n $PWD" >"artifacts/$n.bin"; done
            sed -i 's/^version: .*/version: 2/' version.yaml
            git add . && git commit -qm 'Many files'
            git push -q --no-verify origin HEAD:main 2>&1 | grep -c 'store lacks the artifact'
            git lfs push origin HEAD && git push -q origin HEAD:main && echo pushed
            """
        let outcome = try await premises.run(
            ["bash", "-uc", script], in: work, as: "alice")
        let lines = outcome.output.split(separator: "\n")
        #expect(
            lines.first.flatMap { Int($0) } ?? 0 > 0 && lines.last == "pushed", "\(outcome.text)")
    }

    @Test func `is looked after from the registry's folder`() async throws {
        let place = try TestPlace()
        let premises = try await Premises(bucket: place)
        try await place.bucket.put(place.key(sha256("unwanted")), Array("unwanted".utf8))
        let script = """
            "$CAIRN" store verify >/dev/null; echo "verify $?"
            "$CAIRN" store gc --grace 0s --delete --format json | grep -o '"removed":[^]]*'
            "$CAIRN" store verify >/dev/null; echo "verify $?"
            "$CAIRN" doctor >/dev/null; echo "doctor $?"
            "$CAIRN" -q backup bk >/dev/null && "$CAIRN" -q restore bk back.git >/dev/null
            "$CAIRN" -R back.git store verify >/dev/null; echo "restored $?"
            """
        var environment = premises.environment(of: nil).merging(premises.secrets) { $1 }
        environment["CAIRN"] = cairn
        environment["CAIRN_USER"] = "alice@example.com"
        environment["CAIRN_REGISTRY"] = premises.catalog
        let outcome = try await shell(
            ["bash", "-uc", script], in: premises.folder, environment: environment)
        #expect(
            outcome.output == """
                verify 0
                "removed":["\(sha256("unwanted"))"
                verify 0
                doctor 0
                restored 0

                """, "\(outcome.text)")
        #expect(try await place.contents(HTTP.fraud.oid) == Array("weights of fraud".utf8))
    }

    @Test func `has replicas that know nothing of the bucket`() async throws {
        let place = try TestPlace()
        let premises = try await Premises(bucket: place)
        var environment = premises.environment(of: "will")
        environment["CAIRN"] = cairn
        let script = """
            trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
            "$CAIRN" serve copy/acme.git --follow "$0" --listen 127.0.0.1:0 2>log &
            until grep -q 'is at' log; do kill -0 $! || cat log; sleep 0.05; done
            copy=$(sed -n 's/^acme is at //p' log)
            token=$("$CAIRN" -R copy/acme.git token create will@example.com --format json |
                sed 's/.*"token":"\\([^"]*\\)".*/\\1/')
            ask() { curl -sS --max-time 20 -H "Authorization: Bearer $token" "$@"; }
            ask "$copy/info/lfs/objects/\(HTTP.fraud.oid)"; echo
            ask -r 0-6 "$copy/info/lfs/objects/\(HTTP.fraud.oid)"; echo
            find copy/acme.git/lfs/objects -type f | grep -c \(HTTP.fraud.oid)
            ask "${copy%/acme.git}/-/ready" | grep -o '"status":"ok"'
            """
        let outcome = try await shell(
            ["timeout", "60", "bash", "-euc", "mkdir copy; \(script)", premises.url],
            in: premises.folder, environment: environment)
        #expect(
            outcome.output == "weights of fraud\nweights\n1\n\"status\":\"ok\"\n",
            "\(outcome.text)")
    }

    @Test(.enabled(if: SSHDaemon.isPossible))
    func `is reached by ssh alone`() async throws {
        let place = try TestPlace()
        let daemon = try await SSHDaemon(bucket: place)
        let work = daemon.premises.place("ssh-push")
        try await daemon.git("clone", "-q", daemon.url, work, as: "alice")
        let pushed = try await daemon.run(["bash", "-euc", pushVersion], in: work, as: "alice")
        try #require(pushed.status == 0, "\(pushed.text)")
        let copy = daemon.premises.place("ssh-pull")
        try await daemon.git("clone", "-q", daemon.url, copy, as: "will")
        try await daemon.git("lfs", "pull", "--include=models/credit/**", in: copy, as: "will")
        let name = "models/credit/scorer/artifacts/big.bin"
        let bytes = Array(try Data(contentsOf: URL(filePath: "\(copy)/\(name)")))
        #expect(bytes.count == 9_000_001)
        #expect(try await place.contents(sha256(bytes)) == bytes)
        let log = try String(
            contentsOfFile: "\(daemon.premises.catalog)/cairn/downloads.jsonl", encoding: .utf8)
        #expect(log.contains("will@example.com"))
    }
}

/// Makes version 2 of a model, with an artifact of two parts.
private let pushVersion = """
    head -c 9000001 /dev/urandom >models/credit/scorer/artifacts/big.bin
    sed -i 's/^version: .*/version: 2/' models/credit/scorer/version.yaml
    git add models && git commit -qm 'Make version 2' && git push -q origin HEAD:main
    """
