import RegistryCore
import Support
import Testing

private let production = stage("production")

extension Bench {
    /// What somebody decides about the open proposal, signed.
    fileprivate func decide(
        _ verb: Decision.Verb, by person: String, _ number: Int = 1, with key: String? = nil,
        on proposal: ObjectID? = nil
    ) async throws -> String {
        guard let signer = Person(parsing: "\(person)@example.com") else { return "" }
        var statement = statement(by: signer, number: number, on: proposal)
        statement.verb = verb
        return try await sign(statement, with: key ?? person)
    }

    /// Puts another policy on `main`; returns its commit.
    @discardableResult
    fileprivate func rule(
        _ text: String, onto main: ObjectID? = nil, _ more: Change...
    ) async throws -> ObjectID {
        let commit = try await commit(
            onto: [main ?? facts.main], [.file("registry.yaml", text)] + more)
        try await require("\(commit):refs/heads/main")
        return commit
    }
}

/// A completion of the proposal for production after `prepare`, which changes the registry.
private func completing(
    _ description: String, by person: String = "alice", _ code: ErrorCode,
    after prepare: @escaping @Sendable (Bench) async throws -> Void
) -> RefusedPush {
    RefusedPush(description, by: person, code) { bench in
        try await prepare(bench)
        return ["\(bench.facts.proposal):\(production)"]
    }
}

@Suite struct `What was approved` {
    static let refused: [RefusedPush] = [
        completing("is rejected by another", .approvalRejected) { bench in
            try await bench.require(
                try await bench.decide(.approve, by: "carol"),
                try await bench.decide(.reject, by: "dan"))
        },
        completing("is outvoted in its rejection", .approvalRejected) { bench in
            try await bench.rule(
                policy(id: bench.facts.id).replacing(
                    "carol@example.com, dan", with: "carol@example.com, alice@example.com, dan"))
            try await bench.require(try await bench.decide(.reject, by: "dan"))
            try await bench.require(try await bench.decide(.approve, by: "carol"))
            try await bench.require(try await bench.decide(.reject, by: "alice"))
        },
        completing("was approved by one since taken out of the group", .approvalsMissing) { bench in
            try await bench.require(try await bench.decide(.approve, by: "carol"))
            try await bench.rule(
                policy(id: bench.facts.id).replacing("[carol@example.com, ", with: "["))
        },
        completing("was approved and then revoked", .approvalsMissing) { bench in
            try await bench.require(try await bench.decide(.approve, by: "carol"))
            try await bench.require(try await bench.decide(.revoke, by: "carol", 2))
        },
        completing("was approved twice by one person's two keys", .approvalsMissing) { bench in
            let two = policy(id: bench.facts.id, approvals: "[{count: 2, from: group:reviewers}]")
            let key = "carol@example.com \(try bench.publicKey("stranger"))\n"
            try await bench.rule(two, .file("allowed_signers", try bench.signers() + key))
            try await bench.require(try await bench.decide(.approve, by: "carol"))
            try await bench.require(
                try await bench.decide(.approve, by: "carol", 2, with: "stranger"))
        },
        completing("is frozen since", .frozen) { bench in
            try await bench.require(try await bench.decide(.approve, by: "carol"))
            let freeze = "    freeze: [{from: 2020-01-01, to: 2999-01-01}]\n"
            try await bench.rule(
                policy(id: bench.facts.id).replacing(
                    "    approvals:", with: freeze + "    approvals:"))
        },
        completing("is yanked since", .versionYanked) { bench in
            try await bench.require(try await bench.decide(.approve, by: "carol"))
            let yank = try await bench.commit(
                onto: bench.facts.main,
                detector("annotations/v1.yaml", "schema: cairn.annotations/v1\nstate: yanked\n"))
            try await bench.require("\(yank):refs/heads/main")
        },
        RefusedPush("is rebuilt with the same content", .approvalsMissing) { bench in
            try await bench.require(try await bench.decide(.approve, by: "carol"))
            let rebuilt = try await bench.transition(
                to: bench.facts.v1, onto: bench.facts.open, message: "rebuilt")
            return ["\(rebuilt):\(production)"]
        },
        RefusedPush("is rebuilt and merged in its name", .transitionInvalid) { bench in
            try await bench.require(try await bench.decide(.approve, by: "carol"))
            let other = try await bench.transition(to: bench.facts.v2, onto: bench.facts.open)
            let tree = try await bench.id("\(other)^{tree}")
            let merge = try await bench.commit(
                onto: bench.facts.open, and: bench.facts.proposal,
                .object(mode: "040000", "", tree))
            return ["\(merge):\(production)"]
        },
        RefusedPush("goes back to what the stage never held", .approvalsMissing) { bench in
            let second = try await bench.transition(to: bench.facts.v2, onto: bench.facts.open)
            try await bench.rule(policy(id: bench.facts.id, approvals: "[]"))
            try await bench.require("\(second):\(production)")
            let main = try #require(try await bench.tip("refs/heads/main"))
            try await bench.rule(policy(id: bench.facts.id), onto: main)
            let back = try await bench.transition(to: bench.facts.v1, onto: second)
            return ["\(back):\(production)"]
        },
        RefusedPush("is pushed again after a rollback", .stale) { bench in
            let (v1, v2) = (bench.facts.v1, bench.facts.v2)
            let back = try await bench.transition(to: v1, onto: bench.facts.stagingV2)
            try await bench.require("\(back):\(stage("staging"))")
            _ = v2
            return ["+\(bench.facts.stagingV2):\(stage("staging"))"]
        },
        RefusedPush("was proposed by its approver before", by: "alice", .proposalInvalid) {
            bench in
            let rules = policy(
                id: bench.facts.id, access: "  - {who: dan@example.com, role: contributor}")
            try await bench.rule(rules)
            try await bench.require(":\(proposal("production"))")
            let move = try await bench.transition(
                to: bench.facts.v1, onto: bench.facts.open, message: "dan's")
            try await bench.require("\(move):\(proposal("production"))", as: "dan")
            try await bench.require(":\(proposal("production"))", as: "dan")
            return ["\(move):\(proposal("production"))"]
        },
        RefusedPush("is proposed by one who may not complete it", by: "mallory", .roleMissing) {
            bench in
            try await bench.rule(
                policy(id: bench.facts.id).replacing(
                    "    approvals:", with: "    promote: {by: maintainer}\n    approvals:"))
            try await bench.require(":\(proposal("production"))")
            let move = try await bench.transition(
                to: bench.facts.v1, onto: bench.facts.open, by: "mallory")
            return ["\(move):\(proposal("production"))"]
        },
        RefusedPush("was rejected by the same person", by: "dan", .approvalInvalid) { bench in
            try await bench.require(try await bench.decide(.reject, by: "dan"))
            return [try await bench.decide(.approve, by: "dan", 2)]
        },
        RefusedPush("is a rollback, which asks nobody", by: "carol", .approvalInvalid) { bench in
            let back = try await bench.transition(to: bench.facts.v1, onto: bench.facts.stagingV2)
            try await bench.require("\(back):\(proposal("staging"))")
            var statement = bench.statement(on: back)
            statement.stage = "staging"
            statement.base = bench.facts.stagingV2
            return [try await bench.sign(statement)]
        },
        RefusedPush("is approved by its proposer", by: "dan", .approvalInvalid) { bench in
            try await bench.rule(
                policy(id: bench.facts.id, access: "  - {who: dan@example.com, role: maintainer}"))
            let move = try await bench.transition(
                to: bench.facts.v1, onto: bench.facts.open, message: "dan's")
            try await bench.require("+\(move):\(proposal("production"))", as: "dan")
            return [try await bench.decide(.approve, by: "dan", on: move)]
        },
        RefusedPush("loses an approval", by: "carol", .deletionRefused) { bench in
            try await bench.require(try await bench.decide(.approve, by: "carol"))
            return [":refs/tags/\(bench.statement().tagName)"]
        },
        RefusedPush("has an approval replaced", by: "carol", .rewriteRefused) { bench in
            let refspec = try await bench.sign(bench.statement())
            try await bench.require(refspec)
            _ = try await bench.sign(bench.statement(), date: "2026-01-01T00:00:00Z")
            return ["+" + refspec]
        },
    ]

    @Test(arguments: refused)
    func `does not happen if it`(push: RefusedPush) async throws {
        try await push.expect(on: Bench())
    }

    /// The veto comes by a push of its own, after the judge allowed the other and before its refs
    /// move.
    @Test(arguments: [false, true])
    func `does not happen if a veto lands in between`(atomic: Bool) async throws {
        let bench = try await Bench()
        try await bench.require(try await bench.decide(.approve, by: "carol"))
        let veto = try await bench.decide(.reject, by: "dan")
        try await bench.replaceHook(
            "pre-receive",
            """
            [ -e veto ] && exec "$(git config cairn.program)" hook pre-receive
            "$(git config cairn.program)" hook pre-receive || exit 1
            touch veto
            env -i PATH="$PATH" HOME="$HOME" CAIRN_USER=dan@example.com GIT_CONFIG_NOSYSTEM=1 \
                ASAN_OPTIONS="$ASAN_OPTIONS" TSAN_OPTIONS="$TSAN_OPTIONS" \
                git -C '\(bench.work)' push --quiet '\(bench.catalog)' '\(veto)'
            """)
        let pushed = try await bench.push(
            ["\(bench.facts.proposal):\(production)"], atomic: atomic)
        #expect(pushed.codes == [.conflict], "\(pushed.text)")
        #expect(try await bench.tip(production) == bench.facts.open)
        let said = veto.split(separator: ":").last.map(String.init) ?? ""
        #expect(try await bench.tip(said) != nil)
        let again = try await bench.push(["\(bench.facts.proposal):\(production)"])
        #expect(again.codes == [.approvalRejected], "\(again.text)")
    }
}
