import Server
import Support
import Testing

@Suite struct `Every face` {
    /// Who asks, and the answers: to fetch, to push, to download an artifact of `fraud` and one of
    /// `credit` (the status of the object, where the batch itself is answered), to upload, to list,
    /// take and override locks, and to get the same two artifacts at their own address.
    static let table: [(who: String?, answers: [Int])] = [
        (nil, [401, 401, 401, 401, 401, 401, 401, 401, 401, 401]),
        ("vera", [200, 200, 403, 403, 403, 200, 403, 403, 403, 403]),
        ("rita", [200, 200, 200, 404, 403, 200, 403, 403, 200, 404]),
        ("will", [200, 200, 200, 200, 403, 200, 403, 403, 200, 200]),
        ("carl", [200, 200, 200, 404, 200, 200, 201, 403, 200, 404]),
        ("mona", [200, 200, 200, 404, 200, 200, 201, 404, 200, 404]),
        ("alice", [200, 200, 200, 200, 200, 200, 201, 404, 200, 200]),
        ("alice-read", [200, 403, 200, 200, 403, 200, 403, 403, 200, 200]),
        ("alice-write", [200, 200, 200, 200, 200, 200, 201, 404, 200, 200]),
        ("alice-fraud", [200, 200, 200, 404, 200, 200, 201, 404, 200, 404]),
    ]

    @Test(arguments: table)
    func `gives each caller what the policy gives`(who: String?, answers: [Int]) async throws {
        let premises = try await Premises()
        #expect(try await ask(premises, who) == answers)
    }

    @Test func `lets whoever has no name read where the policy says so, and no more`() async throws
    {
        let premises = try await Premises(isOpen: true)
        #expect(try await ask(premises, nil) == [200, 401, 200, 200, 401, 200, 401, 401, 200, 200])
    }

    @Test func `lets nobody change anything on a server that only lets read`() async throws {
        let premises = try await Premises { $0.isReadOnly = true }
        #expect(
            try await ask(premises, "alice") == [200, 403, 200, 200, 403, 200, 403, 403, 200, 200])
    }

    /// Every address, and what is sent there; without a pass nobody uploads, whatever their role.
    static let requests: [(words: [String], status: Int)] = [
        (["info/refs?service=git-upload-pack"], 401), (["info/refs?service=git-receive-pack"], 401),
        (pack("upload"), 401), (pack("receive"), 401), (["info/lfs/locks"], 401),
        (json(#"{"operation": "download", "objects": []}"#, "objects/batch"), 401),
        (json(#"{"operation": "upload", "objects": []}"#, "objects/batch"), 401),
        (json("{}", "locks/verify"), 401), (json(#"{"path": "x"}"#, "locks"), 401),
        (json("{}", "locks/0/unlock"), 401), (["info/lfs/objects/\(fraud)"], 401),
        (["-X", "PUT", "--data", "x", "info/lfs/objects/\(fraud)"], 404),
        (["info/lfs/objects/\(fraud)?op=download&size=16&until=9999999999&who=&code=0"], 401),
        (["info/lfs/parts/\(fraud)"], 404), (["-X", "POST", "info/lfs/parts/\(fraud)"], 404),
        (json("{}", "verify/\(fraud)"), 404), (["HEAD"], 404), (["cairn/secret"], 404),
    ]

    private static let fraud = sha256("weights of fraud")

    private static func pack(_ name: String) -> [String] {
        [
            "-H", "Content-Type: application/x-git-\(name)-pack-request", "--data", "0000",
            "git-\(name)-pack",
        ]
    }

    private static func json(_ text: String, _ address: String) -> [String] {
        ["-H", "Content-Type: application/vnd.git-lfs+json", "--data", text, "info/lfs/\(address)"]
    }

    @Test(arguments: requests)
    func `tells nobody whether a registry is absent or not theirs`(
        words: [String], status: Int
    ) async throws {
        let premises = try await Premises.shared.value
        var answers: [String] = []
        for name in ["acme", "absent"] {
            let address = "\(premises.url)/\(name).git/\(words.last ?? "")"
            let answer = try await premises.curl(words.dropLast() + [address])
            #expect(answer.status == status)
            let varying = ["date", "x-request-id"]
            let headers = answer.headers.filter { !varying.contains($0.key) }
            let id = answer.headers["x-request-id"] ?? "-"
            answers.append(
                "\(headers.sorted { $0.key < $1.key }) \(answer.body.replacing(id, with: ""))")
        }
        #expect(answers[0] == answers[1])
    }

    private func ask(_ premises: Premises, _ who: String?) async throws -> [Int] {
        let lfs = "\(premises.registry)/info/lfs"
        let refs = "\(premises.registry)/info/refs?service="
        let json = ["-H", "Content-Type: application/vnd.git-lfs+json", "--data"]
        let path = #"{"path":"models/fraud/detector/artifacts/fraud.bin"}"#
        return [
            try await premises.curl("\(refs)git-upload-pack", as: who).status,
            try await premises.curl("\(refs)git-receive-pack", as: who).status,
            try await batch(premises, "download", "weights of fraud", who),
            try await batch(premises, "download", "weights of credit", who),
            try await batch(premises, "upload", "something new", who),
            try await premises.curl("\(lfs)/locks", as: who).status,
            try await premises.curl(json + [path, "\(lfs)/locks"], as: who).status,
            try await premises.curl(
                json + [#"{"force":true}"#, "\(lfs)/locks/0/unlock"], as: who
            ).status,
            try await premises.curl("\(lfs)/objects/\(sha256("weights of fraud"))", as: who).status,
            try await premises.curl("\(lfs)/objects/\(sha256("weights of credit"))", as: who)
                .status,
        ]
    }

    private func batch(
        _ premises: Premises, _ operation: String, _ text: String, _ who: String?
    ) async throws -> Int {
        let answer = try await `Artifacts over HTTP`.batch(
            premises, operation, sha256(text), text.utf8.count, as: who)
        return answer.object?.error?.code ?? answer.status
    }
}
