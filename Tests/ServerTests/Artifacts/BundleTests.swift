import FoundationEssentials
import Server
import Support
import Testing

/// Many short artifacts between Cairn's own client and server.
@Suite struct `Artifacts in bundles` {
    /// The lines that stand for artifacts in a bundle, as a batch gives them to alice.
    private func lines(
        _ premises: Premises, _ operation: String, _ contents: [String]
    ) async throws -> [String] {
        let objects = contents.map { #"{"oid":"\#(sha256($0))","size":\#($0.utf8.count)}"# }
        let answer = try await premises.curl(
            "-H", "Content-Type: application/vnd.git-lfs+json", "--data",
            #"{"operation":"\#(operation)","transfers":["cairn-bundles","basic"],"#
                + #""objects":[\#(objects.joined(separator: ","))]}"#,
            "\(premises.registry)/info/lfs/objects/batch", as: "alice")
        #expect(answer.body.contains(#""transfer":"cairn-bundles""#))
        let found = try JSONDecoder().decode(
            `Artifacts over HTTP`.Answer.self, from: Data(answer.body.utf8))
        return try found.objects.map { object in
            #expect(object.actions?["verify"] == nil, "what has come has been hashed")
            let href = try #require(object.actions?[operation]?.href)
            return String(try #require(href.split(separator: "/objects/").last))
        }
    }

    private func send(
        _ premises: Premises, _ direction: String, _ body: String
    ) async throws -> (status: Int, body: String) {
        let file = premises.place("bundle")
        try Data(body.utf8).write(to: URL(filePath: file))
        let answer = try await premises.curl(
            "-H", "Content-Type: application/octet-stream", "--data-binary", "@\(file)",
            "\(premises.registry)/info/lfs/bundles/\(direction)")
        return (answer.status, answer.body)
    }

    private func isThere(_ premises: Premises, _ text: String) async throws -> Bool {
        let answer = try await `Artifacts over HTTP`.batch(
            premises, "upload", sha256(text), text.utf8.count, as: "alice")
        return answer.object?.actions == nil
    }

    @Test func `go up and come down by few requests, and each download is noted`() async throws {
        let premises = try await Premises()
        let script = """
            mkdir many; for n in $(seq 150); do echo "artifact $n" >"many/$n"; done
            : >many/empty; head -c 200000 /dev/urandom >many/longer; cp many/7 many/twice
            "$0" -q -R "$1" register fraud/detector many --no-detect
            "$0" -q -R "$1" fetch fraud/detector@latest -o out
            diff -r many out/artifacts && echo same
            """
        let outcome = try await premises.run(
            ["bash", "-euc", script, cairn, premises.registry], as: "alice")
        #expect(outcome.output.hasSuffix("same\n"), "\(outcome.text)")
        let metrics = try await premises.curl("\(premises.url)/-/metrics").body
        let requests = metrics.split(separator: "\n")
            .filter { $0.hasPrefix("cairn_requests_total") && $0.contains(#"route="artifact""#) }
            .compactMap { $0.split(separator: " ").last.flatMap { Double($0) } }.reduce(0, +)
        #expect((3...20).contains(requests), "\(metrics)")
        let log = try String(
            contentsOfFile: "\(premises.catalog)/cairn/downloads.jsonl", encoding: .utf8)
        for number in 1...150 {
            let lines = log.split(separator: "\n").filter {
                $0.contains(sha256("artifact \(number)\n"))
            }
            #expect(lines.count == (number == 7 ? 2 : 1))
            #expect(lines.allSatisfy { $0.contains("alice@example.com") })
        }
    }

    @Test func `are kept as they come, by the pass of each`() async throws {
        let premises = try await Premises.shared.value
        let contents = ["first of two", "second\nof two"]
        let passes = try await lines(premises, "upload", contents)
        let body = zip(passes, contents).map { "\($0)\n\($1)" }.joined()
        #expect(try await send(premises, "upload", body).status == 200)
        for text in contents { #expect(try await isThere(premises, text)) }
        let ways = try await lines(premises, "download", contents.reversed())
        let found = try await send(premises, "download", ways.map { "\($0)\n" }.joined())
        #expect(found == (200, "second\nof twofirst of two"))
    }

    @Test func `of which one is not what its name says are refused`() async throws {
        let premises = try await Premises.shared.value
        let contents = ["right in a bundle", "wrong in a bundle"]
        let passes = try await lines(premises, "upload", contents)
        let body = "\(passes[0])\n\(contents[0])\(passes[1])\nWRONG in a bundle"
        #expect(try await send(premises, "upload", body).status == 422)
        for text in contents { #expect(try await !isThere(premises, text)) }
    }

    @Test func `are refused unless they are exactly bundles`() async throws {
        let premises = try await Premises.shared.value
        let text = "never sent in a bundle"
        let pass = try await lines(premises, "upload", [text])[0]
        let fraud = `Artifacts over HTTP`.fraud
        let way = try await lines(premises, "download", [fraud.text])[0]
        let object = pass.split(separator: "?")[0]
        let wrong: [(String, String, Int)] = [
            ("upload", "", 400), ("upload", "\(pass)", 400), ("upload", "\(pass)\n", 400),
            ("upload", "\(pass)\n\(text.dropLast())", 400),
            ("upload", "\(pass)\n\(text)x", 400), ("upload", "\n", 404),
            ("upload", "\(object)\n\(text)", 404), ("upload", "\(way)\n\(fraud.text)", 404),
            ("upload", "\(pass.replacing("who=alice", with: "who=carl"))\n\(text)", 404),
            ("upload", String(repeating: "x", count: 5_000), 400),
            ("upload", String(repeating: "x", count: 2_000_000), 413),
            ("upload", String(repeating: "\(pass)\n\(text)", count: 101), 413),
            ("download", String(repeating: "\(way)\n", count: 101), 413),
            ("download", "\(way)", 400), ("download", "\(way)\n\(fraud.text)", 400),
            ("download", "\(pass)\n", 404), ("verify", "\(way)\n", 404),
        ]
        for (direction, body, status) in wrong {
            let answer = try await send(premises, direction, body)
            #expect(answer.status == status, "\(direction) \(body.prefix(300))")
        }
        #expect(try await !isThere(premises, text))
        let address = "\(premises.registry)/info/lfs/bundles/download"
        #expect(try await premises.curl(address).status == 405)
    }
}
