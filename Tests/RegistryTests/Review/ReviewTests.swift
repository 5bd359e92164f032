import FoundationEssentials
import RegistryCore
import Testing

@testable import Registry

private let production = "stages/production/fraud/detector"

@Suite struct `A change of main under review` {
    @Test func `is opened, revised, talked about and merged by rebase`() async throws {
        let bench = try await Bench()
        let first = try await bench.described("One", by: "mallory")
        try await bench.requireReview(first, for: "main", "title=Say more", as: "mallory")
        let second = try await bench.described("Two", by: "mallory")
        try await bench.requireReview(second, for: "main", as: "mallory")
        #expect(try await bench.tip("refs/heads/main") == bench.facts.main)
        #expect(try await bench.tip("refs/merge-requests/2/head") == second)

        // Main goes on elsewhere, so what is merged is made anew.
        let other = try await bench.commit(
            onto: bench.facts.main, .file("models/credit/scorer/README.md", "# Scorer\n"))
        try await bench.require("\(other):refs/heads/main")
        let place = ["file=models/fraud/detector/README.md", "comment=Good"]
        try await bench.requireReview(
            second, for: "merge-requests/2", place[0], place[1], as: "bob")
        try await bench.requireReview(second, for: "merge-requests/2", "merge", as: "bob")

        let tip = try #require(try await bench.tip("refs/heads/main"))
        #expect(try await bench.id("\(tip)^", in: bench.catalog) == other)
        let card = "models/fraud/detector/README.md"
        #expect(
            try await bench.id("\(tip):\(card)", in: bench.catalog) == bench.id("\(second):\(card)")
        )
        #expect(
            try bench.story(2) == [
                "mallory@example.com opened", "mallory@example.com revised",
                "bob@example.com commented", "bob@example.com merged",
            ])
        let request = try bench.request(2)
        #expect(request.decision?.result == tip)
        #expect(request.decision?.base == other)
        #expect("\(request.title)" == "Say more")
        #expect(try await bench.tip("refs/for/main") == nil)
        // The first revision is still there, whoever collects garbage.
        try await bench.git("gc", "--quiet", "--prune=now", in: bench.catalog)
        #expect(try await bench.id("\(first)^{commit}", in: bench.catalog) == first)
        try await bench.requireSound()
    }

    @Test func `on main's very tip is merged as it is`() async throws {
        let bench = try await Bench()
        let commit = try await bench.described("One")
        try await bench.requireReview(commit, for: "main")
        try await bench.requireReview(commit, for: "merge-requests/2", "merge", as: "bob")
        #expect(try await bench.tip("refs/heads/main") == commit)
    }

    @Test func `is merged by a push that brings it to main`() async throws {
        let bench = try await Bench()
        let commit = try await bench.described("One", by: "mallory")
        try await bench.requireReview(commit, for: "main", as: "mallory")
        let waiting = try await bench.described("Another", by: "mallory")
        try await bench.requireReview(waiting, for: "main", "topic=other", as: "mallory")
        let next = try await bench.described("Two", onto: commit)
        try await bench.require("\(next):refs/heads/main")
        #expect(try bench.story(2).last == "alice@example.com merged")
        #expect(try bench.request(2).decision?.result == commit)
        #expect(try bench.request(3).status == .open)
        try await bench.requireSound()
    }

    /// Who merges is not the only author of a version that comes this way.
    @Test func `frees nobody from being the author of its version`() async throws {
        let bench = try await Bench()
        // Carol brings a version under mallory's name, and a maintainer merges it.
        let policy = policy(
            id: bench.facts.id, access: "  - {who: carol@example.com, role: contributor}")
        let rules = try await bench.commit(
            onto: bench.facts.main, .file("registry.yaml", policy))
        try await bench.require("\(rules):refs/heads/main")
        let version = try await bench.thirdVersion(onto: rules)
        let other = try await bench.commit(
            onto: rules, .file("models/credit/scorer/README.md", "# Scorer\n"))
        try await bench.requireReview(version, for: "main", as: "carol")
        try await bench.require("\(other):refs/heads/main")
        try await bench.requireReview(version, for: "merge-requests/2", "merge", as: "bob")
        let catalog = try bench.open()
        let snapshot = try catalog.snapshot()
        let record = try #require(
            try catalog.version(
                VersionNumber(3), of: "fraud/detector", on: snapshot.commit))
        #expect(
            try catalog.authors(of: record, at: snapshot) == [
                "bob@example.com", "carol@example.com", "mallory@example.com",
            ])
        try await bench.requireSound()
    }

    @Test func `that main has overtaken is a conflict, file by file`() async throws {
        let bench = try await Bench()
        let mine = try await bench.described("Mine")
        try await bench.requireReview(mine, for: "main")
        try await bench.require("\(try await bench.described("Theirs")):refs/heads/main")
        let refused = try await bench.review(mine, for: "merge-requests/2", "merge", as: "bob")
        #expect(refused.codes == [.conflict])
        #expect(refused.text.contains("models/fraud/detector/README.md"))
        #expect(try bench.request(2).status == .open)
    }

    @Test func `of one person has as many requests as topics`() async throws {
        let bench = try await Bench()
        for topic in ["a", "b", "a"] {
            let commit = try await bench.described("\(topic) \(UInt64.random(in: 0 ... .max))")
            try await bench.requireReview(commit, for: "main", "topic=\(topic)")
        }
        #expect(try bench.request(2).revisions.count == 2)
        #expect(try bench.request(3).revisions.count == 1)
        #expect(try bench.open().request(RequestNumber(4)) == nil)
    }

    @Test func `stands on one page, whatever pages are asked for`() async throws {
        let bench = try await Bench()
        for topic in ["a", "b", "c"] {
            try await bench.requireReview(
                try await bench.described(topic), for: "main", "topic=\(topic)")
        }
        let catalog = try bench.open()
        for status in [nil, MergeRequest.Status.open] {
            let all = try catalog.requests(status, limit: 100).items.map(\.number.value)
            for (limit, most) in [(1, 9), (2, 9), (9, 1), (9, 2)] {
                var (seen, last): ([Int], RequestNumber?) = ([], nil)
                repeat {
                    let page = try catalog.requests(
                        status, before: last, limit: limit, among: most)
                    #expect(page.items.count <= min(limit, most))
                    seen += page.items.map(\.number.value)
                    last = page.end.flatMap { RequestNumber(digits: $0) }
                } while last != nil
                #expect(seen == all && all.starts(with: [4, 3, 2]))
            }
        }
    }

    @Test func `is closed, reopened, made a draft and called ready`() async throws {
        let bench = try await Bench()
        let commit = try await bench.described("One")
        try await bench.requireReview(commit, for: "main", "draft")
        let early = try await bench.review(commit, for: "merge-requests/2", "merge")
        #expect(early.codes == [.mergeRequestRefused])
        for option in ["ready", "draft", "ready", "close=Later", "reopen", "merge"] {
            try await bench.requireReview(commit, for: "merge-requests/2", option)
        }
        #expect(try bench.request(2).status == .merged)
        try await bench.requireSound()
    }

    @Test func `may not be reopened beside another of the same person`() async throws {
        let bench = try await Bench()
        let (one, two) = (try await bench.described("One"), try await bench.described("Two"))
        try await bench.requireReview(one, for: "main")
        try await bench.requireReview(one, for: "merge-requests/2", "close")
        try await bench.requireReview(two, for: "main")
        let refused = try await bench.review(one, for: "merge-requests/2", "reopen")
        #expect(refused.codes == [.mergeRequestRefused])
    }
}

@Suite struct `A promotion under review` {
    @Test func `is the proposal, whichever way it came`() async throws {
        let bench = try await Bench()
        #expect(try bench.request(1).head.commit == bench.facts.proposal)
        #expect(try bench.story(1) == ["alice@example.com opened"])
        try await bench.require(try await bench.sign(bench.statement()), as: "carol")
        try await bench.requireReview(bench.facts.proposal, for: "merge-requests/1", "merge")
        #expect(try await bench.tip(stage("production")) == bench.facts.proposal)
        #expect(try await bench.tip(proposal("production")) == nil)
        #expect(
            try bench.story(1) == [
                "alice@example.com opened", "carol@example.com approved",
                "alice@example.com merged",
            ])
        let decision = try #require(try bench.request(1).decision)
        #expect(decision.approvers == ["carol@example.com"])
        #expect(decision.approvals.count == 1)
        #expect(try await bench.verify().objections == [])
        try await bench.requireSound()
    }

    @Test func `is merged where the stage is pushed, and closed where it is withdrawn`()
        async throws
    {
        let bench = try await Bench()
        try await bench.require(":\(proposal("production"))")
        #expect(try bench.request(1).status == .closed)
        try await bench.require("\(bench.facts.proposal):\(proposal("production"))")
        try await bench.approveAndComplete()
        #expect(try bench.request(2).status == .merged)
        #expect(try bench.request(2).decision?.approvers == ["carol@example.com"])
        try await bench.requireSound()
    }

    @Test func `opens the stage that it is the first of`() async throws {
        let bench = try await Bench()
        let main = bench.facts.main
        let open = try await bench.commit(
            onto: [], try await bench.rootFiles())
        let first = try await bench.transition(to: main, onto: open, model: "credit/scorer")
        let address = "stages/staging/credit/scorer"
        try await bench.requireReview(first, for: address, "title=Try it")
        #expect(try await bench.tip(stage("staging", "credit/scorer")) == open)
        #expect(try await bench.tip(proposal("staging", "credit/scorer")) == first)
        try await bench.requireReview(first, for: "merge-requests/2", "merge")
        #expect(try await bench.tip(stage("staging", "credit/scorer")) == first)
        try await bench.requireSound()
    }

    @Test func `is closed when another's takes its place`() async throws {
        let bench = try await Bench()
        let other = try await bench.transition(
            to: bench.facts.v2, onto: bench.facts.open, by: "bob")
        try await bench.requireReview(other, for: production, as: "bob")
        #expect(try bench.request(1).status == .closed)
        #expect(try bench.request(2).head.commit == other)
        try await bench.requireSound()
    }

    @Test func `is revised by whoever proposed it`() async throws {
        let bench = try await Bench()
        let other = try await bench.transition(to: bench.facts.v2, onto: bench.facts.open)
        try await bench.require("+\(other):\(proposal("production"))")
        #expect(try bench.request(1).head.commit == other)
        #expect(try bench.request(1).revisions.count == 2)
    }
}
