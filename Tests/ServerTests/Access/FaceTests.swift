import Server
import Support
import Testing

@Suite struct `Every face` {
    /// Who asks, and the answers: to fetch, to push, to download an artifact of `fraud` and one of
    /// `credit` (the status of the object, where the batch itself is answered), to upload, and to
    /// list, take and override locks.
    static let table: [(who: String?, answers: [Int])] = [
        (nil, [401, 401, 401, 401, 401, 401, 401, 401]),
        ("vera", [200, 200, 403, 403, 403, 200, 403, 403]),
        ("rita", [200, 200, 200, 404, 403, 200, 403, 403]),
        ("will", [200, 200, 200, 200, 403, 200, 403, 403]),
        ("carl", [200, 200, 200, 404, 200, 200, 201, 403]),
        ("alice", [200, 200, 200, 200, 200, 200, 201, 404]),
        ("alice-read", [200, 403, 200, 200, 403, 200, 403, 403]),
        ("alice-write", [200, 200, 200, 200, 200, 200, 201, 404]),
        ("alice-fraud", [200, 200, 200, 404, 200, 200, 201, 404]),
    ]

    @Test(arguments: table)
    func `gives each caller what the policy gives`(who: String?, answers: [Int]) async throws {
        let premises = try await Premises()
        #expect(try await ask(premises, who) == answers)
    }

    @Test func `lets whoever has no name read where the policy says so, and no more`() async throws
    {
        let premises = try await Premises(isOpen: true)
        #expect(try await ask(premises, nil) == [200, 401, 200, 200, 401, 200, 401, 401])
    }

    @Test func `lets nobody change anything on a server that only lets read`() async throws {
        let premises = try await Premises { $0.isReadOnly = true }
        #expect(try await ask(premises, "alice") == [200, 403, 200, 200, 403, 200, 403, 403])
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
