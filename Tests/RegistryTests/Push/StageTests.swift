import Registry
import RegistryCore
import Testing

private let production = stage("production")
private let staging = stage("staging")

@Suite(.serialized) struct `A stage` {
    private static let bench = Bench.shared()

    static let refused: [RefusedPush] = [
        RefusedPush("opened at main", .transitionInvalid) { bench in
            ["\(bench.facts.first):\(stage("staging", "credit/scorer"))"]
        },
        RefusedPush("opened at a root with a file of its own", .transitionInvalid) { bench in
            let root = try await bench.commit(
                onto: [], try await bench.rootFiles() + [.file("README.md", "x")])
            return ["\(root):\(stage("staging", "credit/scorer"))"]
        },
        RefusedPush("opened at a root with other attributes", .transitionInvalid) { bench in
            let root = try await bench.commit(
                onto: [], try await bench.rootFiles() + [.file(".gitattributes", "* -filter\n")])
            return ["\(root):\(stage("staging", "credit/scorer"))"]
        },
        RefusedPush("that the policy lacks", .stageMissing) { bench in
            ["\(bench.facts.open):\(stage("nowhere"))"]
        },
        RefusedPush("deleted", .deletionRefused) { _ in [":\(staging)"] },
        RefusedPush("rewound", .transitionInvalid) { ["+\($0.facts.open):\(staging)"] },
        RefusedPush("moved by two transitions at once", .stale) { bench in
            let back = try await bench.transition(
                to: bench.facts.v1, onto: bench.facts.stagingV2)
            let forth = try await bench.transition(to: bench.facts.v2, onto: back)
            return ["\(forth):\(staging)"]
        },
        RefusedPush("moved to what it shows", .transitionInvalid) { bench in
            let same = try await bench.commit(onto: bench.facts.stagingV2)
            return ["\(same):\(staging)"]
        },
        RefusedPush("that shows a neighbour", .transitionInvalid) { bench in
            let folder = try await bench.id("\(bench.facts.main):models/credit")
            let both = try await bench.commit(
                onto: bench.facts.stagingV2, .object(mode: "040000", "models/credit", folder))
            return ["\(both):\(staging)"]
        },
        RefusedPush("that shows changed bytes", .transitionInvalid) { bench in
            let forged = try await bench.commit(
                onto: bench.facts.stagingV2, artifact("other.bin"))
            return ["\(forged):\(staging)"]
        },
        RefusedPush("that shows a later edit of a version", .transitionInvalid) { bench in
            let edited = try await bench.transition(
                to: bench.facts.main, onto: bench.facts.stagingV2)
            return ["\(edited):\(staging)"]
        },
        RefusedPush("that shows a version not on main", .transitionInvalid) { bench in
            let third = try await bench.commit(
                onto: bench.facts.main, detector("version.yaml", record(3)))
            let move = try await bench.transition(to: third, onto: bench.facts.stagingV2)
            return ["\(third):refs/heads/topic", "\(move):\(staging)"]
        },
        RefusedPush("moved beside its version's own push", .transitionInvalid) { bench in
            let third = try await bench.commit(
                onto: bench.facts.main, detector("version.yaml", record(3)))
            let move = try await bench.transition(to: third, onto: bench.facts.stagingV2)
            return ["\(third):refs/heads/main", "\(move):\(staging)"]
        },
        RefusedPush("moved beside a policy that asks nothing", .approvalsMissing) { bench in
            let easier = try await bench.commit(
                onto: bench.facts.main,
                .file("registry.yaml", policy(id: bench.facts.id, approvals: "[]")))
            return ["\(easier):refs/heads/main", "\(bench.facts.proposal):\(production)"]
        },
        RefusedPush("moved beside its own approval", .approvalsMissing) { bench in
            let approval = try await bench.sign(bench.statement())
            return [approval, "\(bench.facts.proposal):\(production)"]
        },
        RefusedPush("moved beside the rung below", .stageSkipped, alone: true) { bench in
            let easier = try await bench.commit(
                onto: bench.facts.main,
                detector("version.yaml", record(3)))
            let rules = try await bench.commit(
                onto: easier, .file("registry.yaml", policy(id: bench.facts.id, approvals: "[]")))
            try await bench.require("\(rules):refs/heads/main")
            let below = try await bench.transition(to: easier, onto: bench.facts.stagingV2)
            let above = try await bench.transition(to: easier, onto: bench.facts.open)
            return ["\(below):\(staging)", "\(above):\(production)"]
        },
        RefusedPush("merged before anybody approved", .approvalsMissing) { bench in
            let merge = try await bench.merge(bench.facts.proposal, into: bench.facts.open)
            return ["\(merge):\(production)"]
        },
        RefusedPush("merged with something besides", .transitionInvalid) { bench in
            let merge = try await bench.commit(
                onto: bench.facts.open, and: bench.facts.proposal, .file("README.md", "x"))
            return ["\(merge):\(production)"]
        },
        RefusedPush("merged the wrong way round", .transitionInvalid) { bench in
            let merge = try await bench.commit(onto: bench.facts.proposal, and: bench.facts.open)
            return ["\(merge):\(production)"]
        },
        RefusedPush("merged with a proposal for another tip", .stale) { bench in
            let back = try await bench.transition(to: bench.facts.v1, onto: bench.facts.open)
            let merge = try await bench.merge(back, into: bench.facts.stagingV2)
            return ["\(merge):\(staging)"]
        },
    ]

    @Test(arguments: refused)
    func `is refused, and no ref moves`(push: RefusedPush) async throws {
        try await push.expect(on: Self.bench.value)
    }

    @Test func `takes the merge of an approved proposal, and closes the proposal`() async throws {
        let bench = try await Bench()
        try await bench.require(try await bench.sign(bench.statement()), as: "carol")
        let merge = try await bench.merge(bench.facts.proposal, into: bench.facts.open)
        try await bench.require("\(merge):\(production)", as: "mallory")
        #expect(try await bench.tip(production) == merge)
        #expect(try await bench.tip(proposal("production")) == nil)
        let report = try await bench.verify()
        #expect(report.objections == [])
        #expect(report.transitions.first { $0.commit == merge }?.approvers == ["carol@example.com"])
    }
}

@Suite(.serialized) struct `A proposal` {
    private static let bench = Bench.shared()

    static let refused: [RefusedPush] = [
        RefusedPush("that is a merge of one", .proposalInvalid) { bench in
            let merge = try await bench.merge(bench.facts.proposal, into: bench.facts.open)
            return ["+\(merge):\(proposal("production"))"]
        },
        RefusedPush("for a stage that has moved", .stale) { bench in
            let late = try await bench.transition(to: bench.facts.v1, onto: bench.facts.stagingV1)
            return ["\(late):\(proposal("staging"))"]
        },
        RefusedPush("completed after the stage has moved", .stale, alone: true) { bench in
            let other = try await bench.transition(to: bench.facts.v2, onto: bench.facts.open)
            try await bench.approveAndComplete()
            return ["+\(other):\(production)"]
        },
    ]

    @Test(arguments: refused)
    func `is refused, and no ref moves`(push: RefusedPush) async throws {
        try await push.expect(on: Self.bench.value)
    }

    @Test func `goes when another transition made it stale`() async throws {
        let bench = try await Bench()
        let next = try await bench.transition(to: bench.facts.v1, onto: bench.facts.stagingV2)
        let gone = try await bench.commit(onto: bench.facts.stagingV2, .remove("models"))
        try await bench.require("\(next):\(proposal("staging"))")
        try await bench.require("\(gone):\(staging)")
        #expect(try await bench.tip(proposal("staging")) == nil)
    }

    @Test func `may be replaced by a maintainer and withdrawn by who proposed it`() async throws {
        let bench = try await Bench()
        let other = try await bench.transition(
            to: bench.facts.v2, onto: bench.facts.open, by: "bob")
        try await bench.require("+\(other):\(proposal("production"))", as: "bob")
        try await bench.require(":\(proposal("production"))", as: "bob")
        #expect(try await bench.tip(proposal("production")) == nil)
    }
}
