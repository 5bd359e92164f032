import FoundationEssentials
import Support
import Testing

@Suite struct `Stock git lfs` {
    @Test func `pulls what was registered`() async throws {
        let premises = try await Premises.shared.value
        let work = premises.place("pull")
        try await premises.git("clone", "-q", premises.registry, work, as: "will")
        try await premises.git("lfs", "pull", "--include=*", in: work, as: "will")
        let file = "\(work)/models/fraud/detector/artifacts/fraud.bin"
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "weights of fraud")
    }

    @Test func `pushes a version with a large artifact, which another fetches`() async throws {
        let premises = try await Premises()
        let work = premises.place("push")
        try await premises.git("clone", "-q", premises.registry, work)
        let script = """
            head -c 9000001 /dev/urandom >models/credit/scorer/artifacts/big.bin
            sed -i 's/^version: .*/version: 2/' models/credit/scorer/version.yaml
            git add models && git commit -qm 'Make version 2' && git push -q origin HEAD:main
            """
        let pushed = try await premises.run(["bash", "-euc", script], in: work, as: "alice")
        try #require(pushed.status == 0, "\(pushed.text)")
        let copy = premises.place("fetch")
        try await premises.git("clone", "-q", premises.registry, copy, as: "will")
        try await premises.git("lfs", "pull", "--include=models/credit/**", in: copy, as: "will")
        let name = "models/credit/scorer/artifacts/big.bin"
        let same = try await premises.run(["cmp", "\(work)/\(name)", "\(copy)/\(name)"])
        #expect(same.status == 0, "\(same.text)")
    }

    @Test func `fetches, prunes what the server has, and fetches it again`() async throws {
        let premises = try await Premises.shared.value
        let work = premises.place("prune")
        try await premises.git("clone", "-q", premises.registry, work, as: "will")
        // What a checked-out commit names is not pruned, so another one is checked out.
        let script = """
            held() { find .git/lfs/objects -type f | wc -l; }
            git lfs fetch --include='*' && held
            git checkout -q --orphan other && git rm -rq --cached . && git commit -qm x --allow-empty
            git -c lfs.fetchrecentrefsdays=0 lfs prune --verify-remote && held
            git checkout -qf main && git branch -qD other
            git lfs fetch --include='*' && held
            """
        let outcome = try await premises.run(["bash", "-euc", script], in: work, as: "will")
        let counts = outcome.output.split(separator: "\n").filter { Int($0) != nil }
        #expect(counts == ["2", "0", "2"], "\(outcome.text)")
    }

    @Test func `is told why by the server`() async throws {
        let premises = try await Premises.shared.value
        let work = premises.place("told")
        try await premises.git("clone", "-q", premises.registry, work, as: "vera")
        let outcome = try await premises.run(
            ["git", "lfs", "pull", "--include=*"], in: work, as: "vera")
        #expect(outcome.status != 0)
        #expect(outcome.text.contains("takes the role reader"), "\(outcome.text)")
    }

    @Test func `locks a file that others then see`() async throws {
        let premises = try await Premises.shared.value
        let work = premises.place("lock")
        try await premises.git("clone", "-q", premises.registry, work, as: "carl")
        let path = "models/fraud/detector/artifacts/fraud.bin"
        try await premises.git("lfs", "lock", path, in: work, as: "carl")
        let seen = try await premises.git("lfs", "locks", in: work, as: "vera")
        #expect(seen.contains("carl@example.com"))
        let again = try await premises.run(["git", "lfs", "lock", path], in: work, as: "alice")
        #expect(again.status != 0)
        let other = try await premises.run(
            ["git", "lfs", "lock", "models/credit/scorer/artifacts/credit.bin"], in: work,
            as: "carl")
        #expect(other.status != 0, "carl has no role in credit")
        let taken = try await premises.run(["git", "lfs", "unlock", path], in: work, as: "will")
        #expect(taken.status != 0)
        try await premises.git("lfs", "unlock", "--force", path, in: work, as: "alice")
        #expect(try await premises.git("lfs", "locks", in: work, as: "vera") == "")
    }
}
