import Client
import FoundationEssentials
import Support
import Testing

/// Kills the gateway that all others use, so it runs apart from them.
@Suite(.serialized, .enabled(if: TestPlace.environment != nil, "run `make test-s3`"))
struct `A server over a gateway that is killed` {
    @Test(arguments: ["git-lfs", "cairn"])
    func `in the middle of an upload loses nothing, and gets the rest when it is back`(
        client: String
    ) async throws {
        let place = try TestPlace()
        let premises = try await Premises(bucket: place)
        let path = premises.place("big")
        let made = try await premises.run(
            ["bash", "-euc", "head -c 200000000 /dev/urandom >\"$0\"; sha256sum \"$0\"", path])
        let oid = String(made.output.prefix(64))
        let work = premises.place("work")
        try await premises.git("clone", "-q", premises.registry, work)
        let send =
            client == "cairn"
            ? "\(cairn) -R \(premises.registry) register credit/scorer \(path) --no-detect"
            : """
            cp \(path) models/credit/scorer/artifacts/big.bin
            sed -i 's/^version: .*/version: 2/' models/credit/scorer/version.yaml
            git config lfs.transfer.maxretries 1
            git add models && git diff --cached --quiet || git commit -qm 'Make version 2'
            git push origin HEAD:main
            """
        async let sent = premises.run(["bash", "-euc", send], in: work, as: "alice")
        try await kill(whenPartsOf: oid, haveComeTo: place)
        let failed = try await sent
        #expect(failed.status != 0, "\(failed.text)")
        #expect(failed.text.contains("can't be used"), "\(failed.text)")
        #expect(try await premises.curl("\(premises.url)/-/ready").status == 503)
        try await gateway("revive")
        #expect(try await place.contents(oid) == nil)
        #expect(try await premises.curl("\(premises.url)/-/ready").status == 200)
        let again = try await premises.run(["bash", "-euc", send], in: work, as: "alice")
        #expect(again.status == 0, "\(again.text)")
        if client == "cairn" { #expect(again.text.contains("Resuming"), "\(again.text)") }
        #expect(try await place.contents(oid).map(sha256) == oid)
    }

    private func kill(whenPartsOf oid: String, haveComeTo place: TestPlace) async throws {
        for _ in 0..<600 {
            if try await !place.bucket.uploads(place.key(oid)).isEmpty { break }
            try await Task.sleep(for: .milliseconds(50))
        }
        try await gateway("kill")
    }

    /// Has the gateway killed, or started again.
    private func gateway(_ command: String) async throws {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let outcome = try await shell(
            ["/\(root)/Storage/ceph", command, TestPlace.gateway], in: TestPlace.gateway,
            environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"])
        #expect(outcome.status == 0, "\(outcome.text)")
    }
}
