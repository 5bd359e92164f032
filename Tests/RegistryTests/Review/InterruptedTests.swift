import FoundationEssentials
import RegistryCore
import Testing

@testable import Registry

@Suite struct `A review that is cut short or overtaken` {
    @Test func `is recorded by the next push, once`() async throws {
        let bench = try await Bench()
        let commit = try await bench.thirdVersion(by: "alice")
        try await bench.requireReview(commit, for: "main")
        try await bench.replaceHook("post-receive", "exit 0")
        try await bench.requireReview(commit, for: "merge-requests/2", "merge", as: "bob")
        try await bench.restoreHook("post-receive")
        #expect(try bench.intents().count == 1)
        #expect(try await Completion(catalog: bench.open()).finishAbandoned() == 1)
        #expect(try await bench.tip("refs/versions/fraud/detector/v3") == commit)
        #expect(try bench.story(2) == ["alice@example.com opened", "bob@example.com merged"])
        try await bench.requireSound()
    }

    @Test func `leaves nothing where nobody recorded it`() async throws {
        let bench = try await Bench()
        let commit = try await bench.described("One")
        let refs = try await bench.refs()
        try await bench.replaceHook("proc-receive", "exit 1")
        #expect(try await bench.review(commit, for: "main").isAccepted == false)
        try await bench.restoreHook("proc-receive")
        #expect(try await bench.refs() == refs)
        try await bench.requireReview(commit, for: "main")
        #expect(try bench.story(2) == ["alice@example.com opened"])
        try await bench.requireSound()
    }

    /// Cut in the middle of git's own transaction, as by a loss of power.
    @Test func `is merged whole or not at all`() async throws {
        let bench = try await Bench()
        let commit = try await bench.described("One")
        try await bench.requireReview(commit, for: "main")
        let meta = try #require(try await bench.tip("refs/merge-requests/2/meta"))
        try await bench.replaceHook("post-receive", "exit 0")
        try await bench.requireReview(commit, for: "merge-requests/2", "merge", as: "bob")
        try await bench.restoreHook("post-receive")
        let merged = try #require(try await bench.tip("refs/merge-requests/2/meta"))
        try await bench.git(
            "update-ref", "refs/merge-requests/2/meta", "\(meta)", in: bench.catalog)
        #expect(try await Completion(catalog: bench.open()).finishAbandoned() == 1)
        #expect(try await bench.tip("refs/merge-requests/2/meta") == merged)
        try await bench.requireSound()
    }

    /// Cut in the middle of the transaction that opens one for a proposal, by a kill.
    @Test(arguments: [
        "update-ref refs/sequences/merge-requests $index",
        """
        update-ref -d refs/merge-requests/2/head
        "$git" update-ref refs/sequences/merge-requests $index
        """,
        """
        update-ref -d refs/merge-requests/2/meta
        "$git" update-ref -d refs/merge-requests/2/head
        "$git" update-ref refs/sequences/merge-requests $index
        """,
    ])
    func `is opened whole or not at all`(undoing: String) async throws {
        let bench = try await Bench()
        try await bench.require(":\(proposal("production"))")
        try await bench.replaceHook(
            "post-receive",
            """
            git=$(command -v git) folder='\(bench.folder)/between'
            mkdir "$folder"
            cat >"$folder/git" <<'END'
            #!/bin/sh
            case "$*" in *update-ref*) ;; *) exec "$git" "$@" ;; esac
            index=$("$git" rev-parse refs/sequences/merge-requests)
            "$git" "$@"
            "$git" \(undoing)
            kill -9 $PPID
            END
            chmod +x "$folder/git"
            export git
            PATH=$folder:$PATH exec hooks/post-receive.kept
            """)
        try await bench.require("\(bench.facts.proposal):\(proposal("production"))")
        try await bench.restoreHook("post-receive")
        #expect(try await Completion(catalog: bench.open()).finishAbandoned() == 1)
        #expect(try bench.request(2).head.commit == bench.facts.proposal)
        #expect(try bench.story(2) == ["alice@example.com opened"])
        try await bench.requireSound()
        try await bench.approveAndComplete()
        #expect(try bench.request(2).status == .merged)
    }

    /// Dan rejects when `pre-receive` has allowed the merge, and before it is carried out.
    @Test func `sees a rejection that comes during the merge`() async throws {
        let bench = try await Bench()
        try await bench.require(try await bench.sign(bench.statement()), as: "carol")
        var statement = bench.statement(by: "dan@example.com")
        statement.verb = .reject
        let rejection = try await bench.sign(statement, with: "dan")
        try await bench.replaceHook(
            "proc-receive",
            """
            (unset $(git rev-parse --local-env-vars); CAIRN_USER=dan@example.com \
            git -C '\(bench.work)' push -q '\(bench.catalog)' '\(rejection)' >&2)
            exec hooks/proc-receive.kept
            """)
        let pushed = try await bench.review(
            bench.facts.proposal, for: "merge-requests/1", "merge")
        try await bench.restoreHook("proc-receive")
        #expect(pushed.codes == [.conflict], "\(pushed.text)")
        #expect(try await bench.tip(stage("production")) == bench.facts.open)
        #expect(try bench.request(1).status == .open)
        try await bench.requireSound()
    }

    /// A record that somebody with an account on the machine has rewritten.
    @Test func `is found out where an event is forged`() async throws {
        let bench = try await Bench()
        let forged = try await bench.commit(onto: bench.facts.proposal, .file("event.json", "{}"))
        try await bench.git("fetch", "--quiet", bench.work, "\(forged)", in: bench.catalog)
        try await bench.git(
            "update-ref", "refs/merge-requests/1/meta", "\(forged)", in: bench.catalog)
        let workspace = try await Workspace.open(bench.session(of: "alice", in: bench.catalog))
        #expect(try await workspace.verifyAudit().objections.map(\.code) == [.corrupt])
        // And it holds up nobody's push.
        try await bench.approveAndComplete()
    }

    @Test func `is refused where the registry has no hook for it yet`() async throws {
        let bench = try await Bench()
        try await bench.git("config", "--unset", "receive.procReceiveRefs", in: bench.catalog)
        let pushed = try await bench.review(try await bench.described("One"), for: "main")
        #expect(pushed.codes == [.refRefused])
        #expect(try await bench.tip("refs/for/main") == nil)
    }
}
