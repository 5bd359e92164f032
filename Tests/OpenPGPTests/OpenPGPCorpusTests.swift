import Cryptography
import FoundationEssentials
import OpenPGP
import Support
import Testing

/// One signature of the corpus, and what it should come to here.
private struct Row: Sendable, Decodable {
    let name: String
    /// The keys that may have signed, by their name in `keyrings.json`.
    let keyring: String
    let signature: String
    /// When it was received, in seconds since 1970.
    let time: Int
    let message: String
    let ours: String
    /// Why it is refused here and not by `gpg`: a row of the table in docs/signatures.md.
    let stricter: String?
    /// The primary key of a good one.
    let key: String?

    static let all = read("openpgp.jsonl").split(separator: "\n").compactMap { line in
        try? JSONDecoder().decode(Row.self, from: Data(line.utf8))
    }
    static let keyrings =
        (try? JSONDecoder().decode([String: String].self, from: Data(read("keyrings.json").utf8)))
        ?? [:]

    var date: Date { Date(timeIntervalSince1970: TimeInterval(time)) }

    func keys() throws -> OpenPGPKeyring {
        try OpenPGPKeyring(armored: Array((Row.keyrings[keyring] ?? "").utf8))
    }

    /// `good` and the key, or the kind of failure.
    func verdict(_ verifier: OpenPGPVerifier) async throws -> (String, OpenPGPFingerprint?) {
        let keys = try keys()
        do throws(OpenPGPError) {
            let signer = try await verifier.signer(
                of: Array(signature.utf8), over: Array(message.utf8), by: keys, at: date)
            return ("good", signer)
        } catch {
            switch error {
            case .bad: return ("bad", nil)
            case .unsupported: return ("unsupported", nil)
            case .programMissing, .failed: return ("\(error)", nil)
            }
        }
    }
}

private let folder = URL(filePath: #filePath).deletingLastPathComponent()

private func read(_ name: String) -> String {
    (try? String(contentsOf: folder.appending(path: "Corpus/\(name)"), encoding: .utf8)) ?? ""
}

private let environment = hermeticEnvironment(home: "/nonexistent")

/// Where a program is, if it is anywhere.
private func path(of program: String) -> String? {
    ["/usr/bin", "/usr/local/bin", "/bin"].map { "\($0)/\(program)" }
        .first { FileManager.default.isExecutableFile(atPath: $0) }
}

@Suite struct `The corpus of OpenPGP signatures` {
    @Test func `is judged as expected, and nowhere more leniently than by gpg`() async throws {
        #expect(Row.all.count == read("openpgp.jsonl").split(separator: "\n").count)
        #expect(Row.all.count >= 50)
        let scratch = try Scratch("cairn-gpg")
        for row in Row.all {
            let (ours, key) = try await row.verdict(OpenPGPVerifier(environment: environment))
            #expect(ours == row.ours, "\(row.name)")
            #expect(key?.description == row.key, "\(row.name)")
            let passes = try await gpgAccepts(row, in: scratch)
            #expect(passes == (ours == "good" || row.stricter != nil), "\(row.name)")
        }
    }

    /// Asks gpg as git does: with the keys imported, for its exit status and a `GOODSIG`. The exit
    /// status alone is 0 for keys that have expired or are revoked too.
    private func gpgAccepts(_ row: Row, in scratch: Scratch) async throws -> Bool {
        let home = scratch.file("home-\(row.keyring)")
        let environment = environment.merging(["GNUPGHOME": home]) { $1 }
        if !FileManager.default.fileExists(atPath: home) {
            try scratch.write("home-\(row.keyring)/keys.asc", Row.keyrings[row.keyring] ?? "")
            _ = try await shell(["chmod", "700", home], in: home, environment: environment)
            _ = try await shell(
                ["gpg", "--batch", "--quiet", "--import", "keys.asc"], in: home,
                environment: environment)
        }
        try scratch.write("signature", row.signature)
        try scratch.write("message", row.message)
        let outcome = try await shell(
            [
                "gpg", "--batch", "--quiet", "--status-fd=1", "--faked-system-time=\(row.time)!",
                "--verify",
                "signature", "message",
            ], in: scratch.path, environment: environment)
        return outcome.status == 0 && outcome.output.contains("[GNUPG:] GOODSIG ")
    }

    @Test func `is stricter only where the table says why`() {
        let table = try? String(
            contentsOf: folder.appending(path: "../../docs/signatures.md"), encoding: .utf8)
        for reason in Set(Row.all.compactMap(\.stricter)) {
            #expect(table?.contains("| `\(reason)` |") == true, "\(reason)")
        }
    }

    @Test(.enabled(if: path(of: "sqv") != nil))
    func `is judged by sqv no more leniently, where there is no gpg`() async throws {
        let scratch = try Scratch("cairn-sqv")
        let program = try #require(path(of: "sqv"))
        try FileManager.default.createSymbolicLink(
            atPath: scratch.file("sqv"), withDestinationPath: program)
        let verifier = OpenPGPVerifier(environment: ["PATH": scratch.path])
        var good = 0
        for row in Row.all {
            let (verdict, key) = try await row.verdict(verifier)
            #expect(verdict != "good" || row.ours == "good", "\(row.name)")
            if verdict == "good" {
                good += 1
                #expect(key?.description == row.key, "\(row.name)")
            }
        }
        #expect(good >= 12)
    }

    @Test func `is not waited for when the program that judges it does not end`() async throws {
        let row = try #require(Row.all.first)
        let keys = try row.keys()
        let scratch = try Scratch("cairn-slow")
        try scratch.write("gpg", "#!/bin/sh\nexec /bin/sleep 600\n")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: scratch.file("gpg"))
        let verifier = OpenPGPVerifier(
            environment: ["PATH": scratch.path], patience: .milliseconds(100))
        await #expect(throws: OpenPGPError.failed(reason: "gpg was killed, as it is after 0 s")) {
            try await verifier.signer(
                of: Array(row.signature.utf8), over: Array(row.message.utf8), by: keys,
                at: row.date)
        }
    }

    @Test func `can't be judged where neither gpg nor sqv is, and is not called bad`()
        async throws
    {
        let row = try #require(Row.all.first)
        let verifier = OpenPGPVerifier(environment: ["PATH": "/nonexistent"])
        let keys = try row.keys()
        await #expect(throws: OpenPGPError.programMissing) {
            try await verifier.signer(
                of: Array(row.signature.utf8), over: Array(row.message.utf8), by: keys,
                at: row.date)
        }
    }
}
