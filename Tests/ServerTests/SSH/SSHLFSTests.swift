import FoundationEssentials
import Support
import Testing

@Suite(
    .enabled(if: SSHDaemon.isPossible, "sshd is tried where it is installed, and as root"))
struct `Stock git lfs over SSH` {
    @Test func `moves artifacts without any HTTP`() async throws {
        let daemon = try await SSHDaemon.shared.value
        let work = daemon.premises.place("ssh-push")
        try await daemon.git("clone", "-q", daemon.url, work, as: "alice")
        let script = """
            head -c 5000001 /dev/urandom >models/credit/scorer/artifacts/big.bin
            sed -i 's/^version: .*/version: 2/' models/credit/scorer/version.yaml
            git add models && git commit -qm 'Make version 2' && git push -q origin HEAD:main
            """
        let pushed = try await daemon.run(["bash", "-euc", script], in: work, as: "alice")
        try #require(pushed.status == 0, "\(pushed.text)")
        let copy = daemon.premises.place("ssh-pull")
        try await daemon.git("clone", "-q", daemon.url, copy, as: "will")
        try await daemon.git("lfs", "pull", "--include=models/credit/**", in: copy, as: "will")
        let name = "models/credit/scorer/artifacts/big.bin"
        let same = try await daemon.run(["cmp", "\(work)/\(name)", "\(copy)/\(name)"], as: "will")
        #expect(same.status == 0, "\(same.text)")
        let log = try String(
            contentsOfFile: "\(daemon.premises.catalog)/cairn/downloads.jsonl", encoding: .utf8)
        #expect(log.contains("will@example.com"))
    }

    @Test func `takes, shows and gives back locks`() async throws {
        let daemon = try await SSHDaemon.shared.value
        let work = daemon.premises.place("ssh-lock")
        try await daemon.git("clone", "-q", daemon.url, work, as: "carl")
        let path = "models/fraud/detector/artifacts/fraud.bin"
        try await daemon.git("lfs", "lock", path, in: work, as: "carl")
        let seen = try await daemon.git("lfs", "locks", in: work, as: "vera")
        #expect(seen.contains("carl@example.com"))
        let again = try await daemon.run(["git", "lfs", "lock", path], in: work, as: "alice")
        #expect(again.status != 0)
        #expect(again.text.contains("locked by carl@example.com"), "\(again.text)")
        try await daemon.git("lfs", "unlock", path, in: work, as: "carl")
        #expect(try await daemon.git("lfs", "locks", in: work, as: "vera") == "")
    }

    @Test func `is told why a reader may not upload`() async throws {
        let daemon = try await SSHDaemon.shared.value
        let work = daemon.premises.place("ssh-reader")
        try await daemon.git("clone", "-q", daemon.url, work, as: "will")
        let script = """
            printf other >models/credit/scorer/artifacts/other.bin
            git add models && git commit -qm 'Try' && git lfs push origin HEAD
            """
        let outcome = try await daemon.run(["bash", "-euc", script], in: work, as: "will")
        #expect(outcome.status != 0)
        #expect(outcome.text.contains("takes the role contributor"), "\(outcome.text)")
    }

    @Test func `is sent to the server over HTTP where one is known, for a while`() async throws {
        let daemon = try await SSHDaemon.shared.value
        let catalog = daemon.premises.catalog
        let unknown = try await daemon.call("git-lfs-authenticate acme.git download", as: "will")
        #expect(unknown.status == 127, "git-lfs takes that for a command that is not there")
        try await daemon.git(
            "config", "cairn.publicUrl", daemon.premises.url, in: catalog, as: "alice")
        let work = daemon.premises.place("ssh-http")
        try await daemon.git("clone", "-q", daemon.url, work, as: "will")
        try await daemon.git(
            "-c", "lfs.sshtransfer=never", "lfs", "pull", "--include=models/fraud/**", in: work,
            as: "will")
        let file = "\(work)/models/fraud/detector/artifacts/fraud.bin"
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "weights of fraud")
        let answer = try await daemon.call("git-lfs-authenticate '/acme.git' download", as: "will")
        let address = try JSONDecoder().decode(Address.self, from: Data(answer.output.utf8))
        #expect(address.expires_in == 900)
        let pass = try #require(address.header["Authorization"])
        let refs = "\(daemon.premises.registry)/info/refs?service="
        for (service, status) in [("git-upload-pack", 200), ("git-receive-pack", 403)] {
            let outcome = try await daemon.premises.curl(
                "-H", "Authorization: \(pass)", refs + service)
            #expect(outcome.status == status, "it lets read, and no more")
        }
        let forged = try await daemon.premises.curl(
            "-H", "Authorization: \(pass.dropLast())0", refs + "git-upload-pack")
        #expect(forged.status == 401 || pass.hasSuffix("0"))
    }

    private struct Address: Decodable {
        let href: String
        let header: [String: String]
        let expires_in: Int
    }
}

@Suite(
    .enabled(if: SSHDaemon.isPossible, "sshd is tried where it is installed, and as root"))
struct `A conversation of git-lfs-transfer` {
    private static let text = "bytes that nobody has sent before"

    private static func line(_ text: String) -> String {
        let count = String(text.utf8.count + 5, radix: 16)
        return String(repeating: "0", count: 4 - count.count) + count + text + "\n"
    }

    private static func put(_ oid: String, size: Int, _ text: String) -> String {
        line("put-object \(oid)") + line("size=\(size)") + "0001" + line(text).dropLast() + "0000"
    }

    /// What somebody says, and the statuses that it earns after the greeting.
    static let table: [(who: String, operation: String, said: String, statuses: [Int])] = [
        ("carl", "upload", line("version 1") + "0000", [200]),
        ("carl", "upload", line("version 2") + "0000", [400]),
        ("carl", "upload", line("quit") + "0000" + line("version 1") + "0000", [200]),
        ("carl", "upload", line("nonsense") + "0000" + line("version 1") + "0000", [400, 200]),
        ("rita", "upload", line("batch") + "0001" + line("\(sha256(text)) 33") + "0000", [403]),
        ("rita", "upload", line("list-lock") + "0000", [200]),
        (
            "rita", "upload",
            line("put-object \(sha256(text))") + line("size=34") + "0001"
                + line(text) + "0000" + line("version 1") + "0000", [403, 200]
        ),
        ("vera", "download", line("get-object \(sha256("weights of fraud"))") + "0000", [403]),
        ("rita", "download", line("get-object \(sha256("weights of credit"))") + "0000", [404]),
        ("rita", "download", line("get-object \(sha256("weights of fraud"))") + "0000", [200]),
        ("alice", "upload", line("get-object \(sha256("weights of fraud"))") + "0000", [400]),
        ("carl", "download", line("put-object \(sha256(text))") + line("size=1") + "0000", [400]),
        (
            "carl", "upload",
            line("verify-object \(sha256("weights of credit"))")
                + line("size=17") + "0000", [404]
        ),
        (
            "carl", "upload",
            line("put-object \(sha256("x"))") + line("size=34") + "0001"
                + line(text) + "0000" + line("version 1") + "0000", [422, 200]
        ),
        (
            "carl", "upload",
            line("put-object \(sha256(text + "\n"))") + line("size=9999") + "0001"
                + line(text) + "0000" + line("version 1") + "0000", [422, 200]
        ),
        ("carl", "upload", line("batch") + "0001" + line("xyz 1") + "0000", [400]),
        ("carl", "upload", line("lock") + line("path=../x") + "0000", [403]),
        ("carl", "upload", line("unlock 0") + line("force=true") + "0000", [403]),
    ]

    @Test(arguments: table)
    func `decides as the server over HTTP does`(
        who: String, operation: String, said: String, statuses: [Int]
    ) async throws {
        let daemon = try await SSHDaemon.shared.value
        let outcome = try await daemon.force(
            "git-lfs-transfer 'acme.git' \(operation)", as: who, input: said)
        #expect(outcome.output.hasPrefix("000eversion=1\n000clocking\n0000"))
        let found = outcome.output.split(separator: "status ").dropFirst().compactMap {
            Int($0.prefix(3))
        }
        #expect(found == statuses, "\(outcome.text)")
        #expect(outcome.status == 0)
        #expect(!isKept(Self.text + "\n", in: daemon))
    }

    @Test(arguments: [
        "zzzz", "0002", "0003", "fff1", "0009quit", line("batch") + "0001" + "0001" + "0000",
        line("lock") + line("path"), line("lock") + line("path=a") + line("path=b") + "0000",
        put(sha256("12345678"), size: 4, "12345678"), line(String(repeating: "x", count: 9000)),
        line("put-object \(sha256("x"))") + line("size=5") + "0001" + "0009hello",
        line("lock") + (0..<40).map { line("a\($0)=b") }.joined() + "0000",
    ])
    func `ends where nobody knows how it goes on`(said: String) async throws {
        let daemon = try await SSHDaemon.shared.value
        let outcome = try await daemon.force(
            "git-lfs-transfer 'acme.git' upload", as: "carl", input: said)
        #expect(outcome.status == 2, "\(outcome.text)")
        #expect(outcome.errors.contains("[request-invalid]"), "\(outcome.errors)")
        #expect(!isKept("1234", in: daemon) && !isKept("12345678", in: daemon))
    }

    private func isKept(_ text: String, in daemon: SSHDaemon) -> Bool {
        let oid = sha256(text)
        let folder =
            "\(daemon.premises.catalog)/lfs/objects/\(oid.prefix(2))/\(oid.dropFirst(2).prefix(2))"
        return FileManager.default.fileExists(atPath: "\(folder)/\(oid)")
    }
}
