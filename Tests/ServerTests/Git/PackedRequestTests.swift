import FoundationEssentials
import Support
import Testing

@Suite struct `Requests packed with gzip` {
    /// A fetch of all that `main` has, as git sends it in protocol 2.
    private func fetch(_ premises: Premises) async throws -> String {
        let head = try await premises.git("rev-parse", "main", in: premises.catalog)
        let lines = ["command=fetch\n", "0001", "no-progress\n", "want \(head)", "done\n"]
        return lines.map { line in
            guard line != "0001" else { return line }
            let length = String(line.utf8.count + 4, radix: 16)
            return String(repeating: "0", count: 4 - length.count) + length + line
        }.joined() + "0000"
    }

    private func send(
        _ file: String, _ premises: Premises
    ) async throws -> (status: Int, headers: [String: String], body: String) {
        try await premises.curl(
            "-o", "/dev/null", "-D", "-", "-w", "%{size_download}",
            "-H", "Content-Type: application/x-git-upload-pack-request",
            "-H", "Content-Encoding: gzip", "-H", "Git-Protocol: version=2",
            "--data-binary", "@\(file)", "\(premises.registry)/git-upload-pack", as: "alice")
    }

    @Test func `are unpacked`() async throws {
        let premises = try await Premises.shared.value
        let file = premises.place("request")
        try Data(try await fetch(premises).utf8).write(to: URL(filePath: file))
        #expect(try await premises.run(["gzip", "-9", file]).status == 0)
        let answer = try await send("\(file).gz", premises)
        #expect(answer.status == 200)
        #expect(try #require(Int(answer.body)) > 500, "\(answer)")
    }

    @Test func `are cut off when they are bombs`() async throws {
        let premises = try await Premises.shared.value
        let file = premises.place("bomb")
        let made = try await premises.run([
            "bash", "-c",
            "{ printf '0014command=ls-refs\\n0001'; yes '001cref-prefix refs/heads/a' | "
                + "head -c 64000000; } | gzip -9 >\(file)",
        ])
        #expect(made.status == 0)
        let outcome = try await premises.run([
            "curl", "-sS", "-o", "/dev/null", "--max-time", "200", "-u",
            "x:\(premises.tokens["alice"] ?? "")",
            "-H", "Content-Type: application/x-git-upload-pack-request",
            "-H", "Content-Encoding: gzip", "-H", "Git-Protocol: version=2",
            "--data-binary", "@\(file)",
            "\(premises.registry)/git-upload-pack",
        ])
        #expect(outcome.status != 0, "curl sees the answer break off")
        #expect(outcome.status != 28, "and not by waiting")
    }

    @Test func `of another packing are refused`() async throws {
        let premises = try await Premises.shared.value
        let answer = try await premises.curl(
            "-H", "Content-Type: application/x-git-upload-pack-request",
            "-H", "Content-Encoding: zstd", "--data", "0000",
            "\(premises.registry)/git-upload-pack", as: "alice")
        #expect(answer.status == 415)
    }
}
