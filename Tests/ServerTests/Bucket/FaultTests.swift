import Client
import FoundationEssentials
import Support
import Testing

/// What clients see of a server whose bucket does not do what it should.
@Suite(.enabled(if: TestPlace.environment != nil, "run `make test-s3`"))
struct `A server over a faulty bucket` {
    private typealias HTTP = `Artifacts over HTTP`

    private func open() async throws -> (FaultyGateway, TestPlace, Premises) {
        let gateway = try await FaultyGateway()
        let place = try TestPlace(behind: gateway.endpoint)
        return (gateway, place, try await Premises(bucket: place))
    }

    /// The problem document that answers a batch for the artifact there is.
    private func batch(_ premises: Premises) async throws -> (status: Int, body: String) {
        let answer = try await premises.curl(
            "-m", "29", "-H", "Content-Type: application/vnd.git-lfs+json", "--data",
            #"{"operation":"download","transfers":["basic"],"#
                + #""objects":[{"oid":"\#(HTTP.fraud.oid)","size":16}]}"#,
            "\(premises.registry)/info/lfs/objects/batch", as: "will")
        return (answer.status, answer.body)
    }

    @Test(arguments: [FaultyGateway.Mood.failing, .gone, .slow])
    func `says so before its clients give up, and works when that does`(
        mood: FaultyGateway.Mood
    ) async throws {
        let (gateway, place, premises) = try await open()
        let object = HTTP.object("fault \(place.prefix)")
        let offer = try await HTTP.batch(premises, "upload", object.oid, object.size, as: "carl")
        let upload = try #require(offer.object?.actions?["upload"]?.href)
        let held = try await HTTP.batch(premises, "download", HTTP.fraud.oid, 16, as: "will")
        let download = try #require(held.object?.actions?["download"]?.href)

        try gateway.become(mood)
        let put = ["-m", "29", "-X", "PUT", "--data-binary", object.text, upload]
        async let asked = batch(premises)
        async let sent = premises.curl(put)
        async let fetched = premises.curl("-m", "29", download)
        async let ready = premises.curl("-m", "29", "\(premises.url)/-/ready")
        for (status, body) in try await [
            asked, (sent.status, sent.body), (fetched.status, fetched.body),
        ] {
            #expect(status == 503, "\(body)")
            #expect(body.contains(#""code":"unreachable""#), "\(body)")
            #expect(body.contains("Run the command again"), "\(body)")
        }
        #expect(try await ready.status == 503)
        #expect(try await !ready.body.contains("s3:"), "anybody may ask")

        try gateway.become(.good)
        #expect(try await place.contents(object.oid) == nil)
        #expect(try await premises.curl(put).status == 200)
        #expect(try await premises.curl(download).body == "weights of fraud")
        // Whoever asks shares the answer to a question that was put while the bucket was bad.
        var isReady = false
        for _ in 0..<40 where !isReady {
            isReady = try await premises.curl("\(premises.url)/-/ready").status == 200
            if !isReady { try await Task.sleep(for: .milliseconds(500)) }
        }
        #expect(isReady)
    }

    @Test func `refuses a push that it can't judge, and takes it later`() async throws {
        let (gateway, _, premises) = try await open()
        let work = premises.place("push")
        try await premises.git("clone", "-q", premises.registry, work)
        let script = """
            head -c 9000001 /dev/urandom >models/credit/scorer/artifacts/big.bin
            sed -i 's/^version: .*/version: 2/' models/credit/scorer/version.yaml
            git add models && git commit -qm 'Make version 2' && git lfs push origin HEAD
            """
        let made = try await premises.run(["bash", "-euc", script], in: work, as: "alice")
        try #require(made.status == 0, "\(made.text)")
        let before = try await premises.git("rev-parse", "main", in: premises.catalog)
        try gateway.become(.failing)
        let push = ["git", "push", "--no-verify", "origin", "HEAD:main"]
        let refused = try await premises.run(push, in: work, as: "alice")
        #expect(refused.status != 0 && refused.text.contains("[unreachable]"), "\(refused.text)")
        #expect(try await premises.git("rev-parse", "main", in: premises.catalog) == before)
        try gateway.become(.good)
        let taken = try await premises.run(push, in: work, as: "alice")
        #expect(taken.status == 0, "\(taken.text)")
    }

    /// Stock git-lfs and Cairn's own client, each with 30 MB, of which the bucket gets a part.
    @Test(arguments: ["git-lfs", "cairn"])
    func `cut off in an upload has nothing of it, and takes it the next time`(
        client: String
    ) async throws {
        let (gateway, place, premises) = try await open()
        let work = premises.place("cut")
        try await premises.git("clone", "-q", premises.registry, work)
        let prepare = """
            path=models/credit/scorer/artifacts/big.bin
            head -c 30000000 /dev/urandom >$path
            sed -i 's/^version: .*/version: 2/' models/credit/scorer/version.yaml
            sha256sum $path
            git config lfs.transfer.maxretries 1
            git add models && git commit -qm 'Make version 2'
            """
        let made = try await premises.run(["bash", "-euc", prepare], in: work, as: "alice")
        let oid = String(made.output.prefix(64))
        let send =
            client == "cairn"
            ? [
                cairn, "-R", premises.registry, "register", "credit/scorer",
                "\(work)/models/credit/scorer/artifacts/big.bin", "--no-detect",
            ] : ["git", "push", "origin", "HEAD:main"]
        try gateway.become(.cutting)
        let failed = try await premises.run(send, in: work, as: "alice")
        #expect(failed.status != 0)
        #expect(failed.text.contains("can't be used"), "\(failed.text)")
        #expect(try await place.contents(oid) == nil)
        try gateway.become(.good)
        let sent = try await premises.run(send, in: work, as: "alice")
        #expect(sent.status == 0, "\(sent.text)")
        #expect(try await place.contents(oid)?.count == 30_000_000)
        #expect(try await place.bucket.uploads("\(place.prefix)/").isEmpty)
    }

    @Test func `cut off in a download goes on with it, and never sends a whole that is none`()
        async throws
    {
        let (gateway, place, premises) = try await open()
        let bytes = (0..<30_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let oid = sha256(bytes)
        try await place.bucket.put(place.key(oid), bytes)
        let held = try await HTTP.batch(premises, "download", oid, bytes.count, as: "will")
        let download = try #require(held.object?.actions?["download"]?.href)
        let part = premises.place("part")
        async let outcome = premises.run([
            "curl", "-sSf", "--limit-rate", "6M", "-o", part, download,
        ])
        for _ in 0..<600 where length(of: part) == 0 {
            try await Task.sleep(for: .milliseconds(50))
        }
        try gateway.become(.gone)
        #expect(try await outcome.status != 0)
        let arrived = length(of: part)
        #expect(0 < arrived && arrived < bytes.count)
        try gateway.become(.cutting)
        let rest = try await premises.run(["curl", "-sSf", "-C", "-", "-o", part, download])
        #expect(rest.status == 0, "\(rest.text)")
        #expect(Array(try Data(contentsOf: URL(filePath: part))) == bytes)
    }

    private func length(of path: String) -> Int {
        (try? Data(contentsOf: URL(filePath: path)))?.count ?? 0
    }
}
