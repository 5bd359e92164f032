import Client
import FoundationEssentials
import Support
import Testing

/// Artifacts that go to a real gateway and come from it by addresses that the server signs.
@Suite(.enabled(if: TestPlace.environment != nil, "run `make test-s3`"))
struct `A server that hands out presigned addresses` {
    private typealias HTTP = `Artifacts over HTTP`

    private struct Answer: Decodable {
        let transfer: String
        let objects: [Object]

        struct Object: Decodable {
            let actions: [String: Action]?
        }

        struct Action: Decodable {
            let href: String
            let header: [String: String]?
            let expires_in: Int
        }
    }

    private func open() async throws -> (TestPlace, Premises) {
        let place = try TestPlace(transfer: "direct")
        return (place, try await Premises(bucket: place))
    }

    private func ask(
        _ premises: Premises, _ operation: String, _ oid: String, _ size: Int,
        transfers: String = #""basic""#
    ) async throws -> (transfer: String, actions: [String: Answer.Action]) {
        let answer = try await premises.curl(
            "-H", "Content-Type: application/vnd.git-lfs+json", "--data",
            #"{"operation":"\#(operation)","transfers":[\#(transfers)],"#
                + #""objects":[{"oid":"\#(oid)","size":\#(size)}]}"#,
            "\(premises.registry)/info/lfs/objects/batch", as: "alice")
        #expect(answer.status == 200, "\(answer.body)")
        let read = try JSONDecoder().decode(Answer.self, from: Data(answer.body.utf8))
        return (read.transfer, try #require(read.objects.first?.actions))
    }

    private func send(
        _ premises: Premises, _ text: String, by action: Answer.Action
    ) async throws -> Int {
        let headers = (action.header ?? [:]).flatMap { ["-H", "\($0): \($1)"] }
        return try await premises.curl(
            ["-X", "PUT", "--data-binary", text] + headers + [action.href]
        ).status
    }

    private func verify(
        _ premises: Premises, _ oid: String, _ size: Int, at action: Answer.Action
    ) async throws -> Int {
        try await premises.curl(
            "-H", "Content-Type: application/vnd.git-lfs+json", "--data",
            #"{"oid":"\#(oid)","size":\#(size)}"#, action.href
        ).status
    }

    /// Whether what may have come counts for nothing yet.
    private func isDoubted(_ place: TestPlace, _ oid: String) async throws -> Bool {
        try await place.bucket.status(of: "\(place.prefix)/unverified/\(oid)") != nil
    }

    private func bytesThrough(_ premises: Premises) async throws -> Bool {
        let metrics = try await premises.curl("\(premises.url)/-/metrics")
        return metrics.body.contains("cairn_artifact_bytes_total{")
    }

    @Test func `leads whoever asks for an artifact by its name past it`() async throws {
        let (_, premises) = try await open()
        let address = "/models/fraud/detector/versions/v1/artifacts/fraud.bin"
        let reply = try await premises.api(address, as: "rita")
        #expect(reply.status == 307)
        #expect(reply.headers["cache-control"] == "no-store")
        let location = try #require(reply.headers["location"])
        let part = try await premises.curl("-H", "Range: bytes=0-6", location)
        #expect((part.status, part.body) == (206, "weights"))
        let tag = try #require(reply.headers["etag"])
        let known = try await premises.api(address, "-H", "If-None-Match: \(tag)", as: "rita")
        #expect((known.status, known.headers["location"]) == (304, nil))
        #expect(try await premises.api(address, "-I", as: "rita").headers["content-length"] == "16")
        #expect(try await premises.api(address, as: "vera").status == 403)
        #expect(try await !bytesThrough(premises))
        let log = try await premises.run([
            "grep", "-c", "rita@example.com", "\(premises.catalog)/cairn/downloads.jsonl",
        ])
        #expect(log.output == "1\n")
    }

    @Test func `lets stock git lfs push and pull past it`() async throws {
        let (place, premises) = try await open()
        let work = premises.place("push")
        try await premises.git("clone", "-q", premises.registry, work)
        let script = """
            head -c 9000001 /dev/urandom >models/credit/scorer/artifacts/big.bin
            printf small >models/credit/scorer/artifacts/small.bin
            sed -i 's/^version: .*/version: 2/' models/credit/scorer/version.yaml
            git add models && git commit -qm 'Make version 2' && git push -q origin HEAD:main
            sha256sum models/credit/scorer/artifacts/big.bin
            """
        let pushed = try await premises.run(["bash", "-euc", script], in: work, as: "alice")
        try #require(pushed.status == 0, "\(pushed.text)")
        let oid = String(pushed.output.prefix(64))
        let copy = premises.place("fetch")
        try await premises.git("clone", "-q", premises.registry, copy, as: "will")
        try await premises.git("lfs", "pull", "--include=models/credit/**", in: copy, as: "will")
        for name in ["big.bin", "small.bin"] {
            let path = "models/credit/scorer/artifacts/\(name)"
            let same = try await premises.run(["cmp", "\(work)/\(path)", "\(copy)/\(path)"])
            #expect(same.status == 0, "\(same.text)")
        }
        #expect(try await !bytesThrough(premises))
        #expect(try await !isDoubted(place, oid), "it was hashed before the push was taken")
        let log = try await premises.run([
            cairn, "-R", premises.catalog, "audit", "downloads", "credit/scorer@v2",
        ])
        #expect(log.text.contains("will@example.com"), "\(log.text)")
    }

    @Test func `lets Cairn's own client past it`() async throws {
        let (_, premises) = try await open()
        let path = premises.place("big")
        _ = try await premises.run(
            ["bash", "-euc", "head -c 30000000 /dev/urandom >\"$0\"", path])
        let words = [cairn, "-R", premises.registry]
        let registered = try await premises.run(
            words + ["register", "fraud/detector", path, "--no-detect"], as: "alice")
        try #require(registered.status == 0, "\(registered.text)")
        let out = premises.place("out")
        let fetched = try await premises.run(
            words + ["fetch", "fraud/detector@latest", "-o", out], as: "will")
        #expect(fetched.status == 0, "\(fetched.text)")
        let same = try await premises.run(
            ["bash", "-c", "cmp \"$0\" \"$1\"/artifacts/big*", path, out])
        #expect(same.status == 0, "\(same.text)")
        #expect(try await !bytesThrough(premises))
    }

    @Test func `signs for the very bytes, and believes them when it has read them`() async throws {
        let (place, premises) = try await open()
        let object = HTTP.object("direct \(place.prefix)")
        let (_, actions) = try await ask(premises, "upload", object.oid, object.size)
        let upload = try #require(actions["upload"])
        let action = try #require(actions["verify"])
        #expect(upload.href.hasPrefix("\(place.endpoint)/"))
        #expect(upload.header == ["x-amz-content-sha256": object.oid])
        #expect((800...900).contains(upload.expires_in))
        #expect(action.href.hasPrefix(premises.registry))
        #expect(try await isDoubted(place, object.oid))
        #expect(try await send(premises, "x\(object.text.dropFirst())", by: upload) == 400)
        #expect(try await place.contents(object.oid) == nil)
        #expect(try await verify(premises, object.oid, object.size, at: action) == 404)
        #expect(try await send(premises, object.text, by: upload) == 200)
        #expect(try await isDoubted(place, object.oid))
        #expect(try await verify(premises, object.oid, object.size, at: action) == 200)
        #expect(try await !isDoubted(place, object.oid))

        let (_, downloads) = try await ask(premises, "download", object.oid, object.size)
        let download = try #require(downloads["download"])
        let part = try await premises.curl("-H", "Range: bytes=0-5", download.href)
        #expect(part.status == 206 && part.body == "direct")
        #expect(try await !bytesThrough(premises))
    }

    /// The bytes are put there by a hand that holds the bucket's own keys.
    @Test func `takes no version of bytes that came and are others`() async throws {
        let (place, premises) = try await open()
        let work = premises.place("spoiled")
        try await premises.git("clone", "-q", premises.registry, work)
        let object = HTTP.object("meant \(place.prefix)")
        let (_, actions) = try await ask(premises, "upload", object.oid, object.size)
        let script = """
            printf '%s' "$0" >models/fraud/detector/artifacts/new.bin
            sed -i 's/^version: .*/version: 2/' models/fraud/detector/version.yaml
            git add models && git commit -qm 'Make version 2'
            """
        let made = try await premises.run(
            ["bash", "-euc", script, object.text], in: work, as: "alice")
        #expect(made.status == 0, "\(made.text)")
        let push = ["git", "push", "--no-verify", "origin", "HEAD:main"]
        let early = try await premises.run(push, in: work, as: "alice")
        #expect(early.text.contains("[artifact-missing]"), "\(early.text)")
        let other = Array("x\(object.text.dropFirst())".utf8)
        try await place.bucket.put(place.key(object.oid), other)
        let spoiled = try await premises.run(push, in: work, as: "alice")
        #expect(spoiled.status != 0 && spoiled.text.contains("[corrupt]"), "\(spoiled.text)")
        // The right ones replace them, and count although nobody asked to verify them.
        let upload = try #require(actions["upload"])
        #expect(try await send(premises, object.text, by: upload) == 200)
        let refused = try await premises.run(push, in: work, as: "alice")
        #expect(refused.text.contains("[corrupt]"), "it is known as damaged: \(refused.text)")
        let pushed = try await premises.run(
            ["git", "push", "origin", "HEAD:main"], in: work, as: "alice")
        #expect(pushed.status == 0, "\(pushed.text)")
        #expect(try await place.contents(object.oid) == Array(object.text.utf8))
    }

    @Test func `takes what is too long for one request itself`() async throws {
        let (_, premises) = try await open()
        let oid = sha256("long \(premises.folder)")
        for (size, isDirect) in [(5 << 30, true), (5 << 30 + 1, false)] {
            let (transfer, actions) = try await ask(premises, "upload", oid, size)
            #expect(transfer == "basic")
            let href = try #require(actions["upload"]?.href)
            #expect(href.hasPrefix(premises.registry) != isDirect)
            let own = try await ask(
                premises, "upload", oid, size, transfers: #""cairn-parts","basic""#)
            #expect(own.transfer == (isDirect ? "basic" : "cairn-parts"))
        }
    }
}

@Suite struct `The way to a bucket` {
    @Test func `is one that there is, or nothing is served`() async throws {
        let premises = try await Premises.shared.value
        let copy = premises.place("copy")
        let script = """
            cp -a acme.git "$0"
            git -C "$0" config cairn.bucketTransfer sideways
            exec timeout 20 "$1" serve "$0" --listen 127.0.0.1:0
            """
        let outcome = try await premises.run(["bash", "-euc", script, "\(copy).git", cairn])
        #expect(outcome.status == 2)
        #expect(outcome.text.contains("which is no way to go"), "\(outcome.text)")
    }
}
