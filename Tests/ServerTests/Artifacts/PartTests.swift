import FoundationEssentials
import Server
import Support
import Testing

/// Long artifacts between Cairn's own client and server.
@Suite struct `Artifacts in parts` {
    /// A file of two parts, with bytes of its own.
    private func makeFile(_ premises: Premises) async throws -> (path: String, oid: String) {
        let path = premises.place("big")
        let made = try await premises.run(
            ["bash", "-euc", "head -c 9000001 /dev/urandom >\"$0\"; sha256sum \"$0\"", path])
        return (path, String(made.output.prefix(64)))
    }

    /// What alice is to do with an artifact that she offers to send in parts.
    private func actions(
        _ premises: Premises, _ oid: String, size: Int
    ) async throws -> [String: `Artifacts over HTTP`.Answer.Action] {
        let answer = try await premises.curl(
            "-H", "Content-Type: application/vnd.git-lfs+json", "--data",
            #"{"operation":"upload","transfers":["cairn-parts","basic"],"#
                + #""objects":[{"oid":"\#(oid)","size":\#(size)}]}"#,
            "\(premises.registry)/info/lfs/objects/batch", as: "alice")
        #expect(answer.body.contains(#""transfer":"cairn-parts""#))
        let found = try JSONDecoder().decode(
            `Artifacts over HTTP`.Answer.self, from: Data(answer.body.utf8))
        return try #require(found.objects.first?.actions)
    }

    /// Where alice may send the parts of an artifact.
    private func address(_ premises: Premises, _ oid: String) async throws -> String {
        try #require(try await actions(premises, oid, size: 9_000_001)["upload"]?.href)
    }

    /// Sends a part as curl does, and returns the status.
    private func put(
        _ premises: Premises, _ range: String?, _ body: String, to address: String
    ) async throws -> Int {
        let header = range.map { ["-H", "Content-Range: bytes \($0)"] } ?? []
        return try await premises.curl(
            ["-X", "PUT", "--data-binary", body] + header + [address]
        ).status
    }

    private func sendFirstPart(
        _ premises: Premises, of path: String, to address: String
    ) async throws {
        let part = "\(path).1"
        _ = try await premises.run(
            ["bash", "-euc", "head -c 8388608 \"$0\" >\"$1\"", path, part])
        #expect(
            try await put(premises, "0-8388607/9000001", "@\(part)", to: address) == 200)
    }

    private func cairnRun(_ premises: Premises, _ words: String...) async throws -> Outcome {
        try await premises.run(
            [cairn, "-R", premises.registry] + words, as: "alice")
    }

    @Test(arguments: [(8 << 20, "objects"), (8 << 20 + 1, "parts")])
    func `has a way of its own only if it is longer than a part`(
        size: Int, place: String
    ) async throws {
        let premises = try await Premises.shared.value
        let oid = sha256("as long as \(size)")
        let actions = try await actions(premises, oid, size: size)
        #expect(Array(actions.keys) == ["upload"], "whoever sends parts wants no verification")
        #expect(actions["upload"]?.href.contains("/info/lfs/\(place)/\(oid)") == true)
    }

    @Test func `go up, go on from where an upload broke off, and come down`() async throws {
        let premises = try await Premises()
        let (path, oid) = try await makeFile(premises)
        try await sendFirstPart(
            premises, of: path, to: try await address(premises, oid))
        let registered = try await cairnRun(
            premises, "register", "fraud/detector", path, "--no-detect")
        try #require(registered.status == 0, "\(registered.text)")
        #expect(registered.text.contains("Resuming \(oid.prefix(12)): 8.00 MiB of 8.58 MiB"))

        // What a fetch that was killed left: one part of two, marked behind the artifact.
        let out = premises.place("out")
        let name = String(path.split(separator: "/").last ?? "")
        let partial =
            "\(out)/artifacts/.cairn-parts-\(sha256("\(oid) \(name)").prefix(32))"
        let planted = try await premises.run([
            "bash", "-euc",
            "mkdir -p \"$2/artifacts\"; head -c 8388608 \"$0\" >\"$1\"; "
                + "truncate -s 9000001 \"$1\"; printf '\\1\\0' >>\"$1\"", path, partial, out,
        ])
        #expect(planted.status == 0, "\(planted.text)")
        let fetched = try await cairnRun(
            premises, "fetch", "fraud/detector@latest", "-o", out)
        try #require(fetched.status == 0, "\(fetched.text)")
        #expect(fetched.text.contains("Resuming"))
        let same = try await premises.run(["cmp", path, "\(out)/artifacts/\(name)"])
        #expect(same.status == 0, "\(same.text)")
        #expect(!FileManager.default.fileExists(atPath: partial))

        // A part that was marked and lost with the power is found out, and nothing is delivered.
        let other = premises.place("lost")
        _ = try await premises.run([
            "bash", "-euc",
            "mkdir -p \"$1/artifacts\"; truncate -s 9000001 \"$0\"; printf '\\1\\0' >>\"$0\"",
            partial.replacing(out, with: other), other,
        ])
        let spoiled = try await cairnRun(
            premises, "fetch", "fraud/detector@latest", "-o", other)
        #expect(spoiled.text.contains("[corrupt]"), "\(spoiled.text)")
        let again = try await cairnRun(
            premises, "fetch", "fraud/detector@latest", "-o", other)
        #expect(again.status == 0, "\(again.text)")
    }

    @Test func `are refused unless they are exactly parts`() async throws {
        let premises = try await Premises.shared.value
        let (path, oid) = try await makeFile(premises)
        let address = try await address(premises, oid)
        for range in [
            nil, "0-0/9000001", "1-8388608/9000001", "0-8388607/9000002", "0-9000000/9000001",
            "8388608-9000001/9000001", "8388608-8388607/9000001", "-5-1/9000001",
            "9000001-9000001/9000001",
        ] {
            let status = try await put(premises, range, "x", to: address)
            #expect(status == 400, "\(range ?? "no range")")
        }
        try await sendFirstPart(premises, of: path, to: address)
        let early = try await premises.curl("-X", "POST", address)
        #expect(early.status == 409)
        let state = try await premises.curl(address)
        #expect(state.body == #"{"part_size":8388608,"present":[1]}"#)
    }

    @Test func `that are other bytes never become the artifact`() async throws {
        let premises = try await Premises.shared.value
        let (path, _) = try await makeFile(premises)
        let oid = sha256("something else \(path)")
        let address = try await address(premises, oid)
        try await sendFirstPart(premises, of: path, to: address)
        let rest = String(repeating: "x", count: 9_000_001 - 8_388_608)
        let file = premises.place("rest")
        try Data(rest.utf8).write(to: URL(filePath: file))
        #expect(
            try await put(premises, "8388608-9000000/9000001", "@\(file)", to: address) == 200)
        #expect(try await premises.curl("-X", "POST", address).status == 422)
        #expect(
            try await premises.curl(address).body == #"{"part_size":8388608,"present":[]}"#)
    }

    @Test func `take a pass of their own`() async throws {
        let premises = try await Premises.shared.value
        let address = try await address(premises, sha256("never sent"))
        let download = try await `Artifacts over HTTP`.batch(
            premises, "download", `Artifacts over HTTP`.fraud.oid, 16, as: "alice")
        let href = try #require(download.object?.actions?["download"]?.href)
        for wrong in [
            String(address.split(separator: "?")[0]),
            address.replacing("size=9000001", with: "size=9000002"),
            address.replacing("who=alice", with: "who=carl"),
            href.replacing("/objects/", with: "/parts/"),
        ] {
            #expect(try await premises.curl(wrong).status == 404, "\(wrong)")
            #expect(try await premises.curl("-X", "POST", wrong).status == 404, "\(wrong)")
        }
        let readOnly = try await Premises { $0.isReadOnly = true }
        let there = try await readOnly.curl(
            "-H", "Content-Type: application/vnd.git-lfs+json", "--data",
            #"{"operation":"upload","transfers":["cairn-parts","basic"],"objects":[]}"#,
            "\(readOnly.registry)/info/lfs/objects/batch", as: "alice")
        #expect(there.status == 403)
    }
}
