import RegistryCore
import Testing

private let lowered = detector("model.yaml", manifest("fraud/detector", "risk: low"))
private let yanked = detector(
    "annotations/v1.yaml", "schema: cairn.annotations/v1\nstate: yanked\n")
private let archived = detector(
    "annotations/v1.yaml", "schema: cairn.annotations/v1\nstate: archived\n")

@Suite(.serialized) struct `Whoever pushes` {
    private static let bench = Bench.shared()

    static let refused: [RefusedPush] = [
        .main("a contributor lowers the risk", by: "mallory", .roleMissing, lowered),
        .main("a contributor yanks", by: "mallory", .roleMissing, yanked),
        .main(
            "a contributor elsewhere", by: "mallory", .roleMissing,
            .file("models/credit/scorer/README.md", "# x")),
        .main(
            "a contributor to all models at once", by: "mallory", .roleMissing,
            detector("README.md", "# x"), .file("models/credit/scorer/README.md", "# x")),
        .main(
            "a maintainer changes the root", by: "bob", .roleMissing, .file("LICENSE", "mine")),
        .main("a viewer", by: "eve", .roleMissing, detector("README.md", "# x")),
        RefusedPush("a contributor unyanks", by: "mallory", .roleMissing, alone: true) { bench in
            let yank = try await bench.commit(onto: bench.facts.main, by: "bob", yanked)
            try await bench.require("\(yank):refs/heads/main", as: "bob")
            let commit = try await bench.commit(onto: yank, by: "mallory", archived)
            return ["\(commit):refs/heads/main"]
        },
        RefusedPush("a viewer pushes a topic", by: "eve", .roleMissing) { bench in
            ["\(bench.facts.main):refs/heads/topic"]
        },
        RefusedPush("a contributor replaces a proposal", by: "mallory", .roleMissing) { bench in
            let other = try await bench.transition(to: bench.facts.v1, onto: bench.facts.open)
            return ["+\(other):\(proposal("production"))"]
        },
        RefusedPush("a contributor withdraws a proposal", by: "mallory", .roleMissing) { _ in
            [":\(proposal("production"))"]
        },
        RefusedPush("a contributor retires", by: "mallory", .roleMissing) { bench in
            let gone = try await bench.commit(
                onto: bench.facts.stagingV2, by: "mallory", .remove("models"))
            return ["\(gone):\(stage("staging"))"]
        },
        RefusedPush("a contributor rolls back", by: "mallory", .roleMissing) { bench in
            let back = try await bench.transition(
                to: bench.facts.v1, onto: bench.facts.stagingV2, by: "mallory")
            return ["\(back):\(stage("staging"))"]
        },
        RefusedPush("a contributor opens a stage elsewhere", by: "mallory", .roleMissing) { bench in
            ["\(bench.facts.open):\(stage("staging", "credit/scorer"))"]
        },
    ]

    @Test(arguments: refused)
    func `without the role is refused, and no ref moves`(push: RefusedPush) async throws {
        try await push.expect(on: Self.bench.value)
    }

    @Test(arguments: [("mallory", archived), ("bob", yanked), ("bob", lowered)])
    func `with the role is taken`(person: String, change: Change) async throws {
        let bench = try await Bench()
        let commit = try await bench.commit(onto: bench.facts.main, by: person, change)
        try await bench.require("\(commit):refs/heads/main", as: person)
        #expect(try await bench.tip("refs/heads/main") == commit)
    }

    @Test func `as a maintainer rolls back and retires`() async throws {
        let bench = try await Bench()
        let back = try await bench.transition(
            to: bench.facts.v1, onto: bench.facts.stagingV2, by: "bob")
        let gone = try await bench.commit(onto: back, by: "bob", .remove("models"))
        try await bench.require("\(back):\(stage("staging"))", as: "bob")
        try await bench.require("\(gone):\(stage("staging"))", as: "bob")
        #expect(try await bench.tip(stage("staging")) == gone)
    }

    @Test func `does not roll back to what was yanked since`() async throws {
        let bench = try await Bench()
        let yank = try await bench.commit(onto: bench.facts.main, by: "bob", yanked)
        try await bench.require("\(yank):refs/heads/main", as: "bob")
        let back = try await bench.transition(
            to: bench.facts.v1, onto: bench.facts.stagingV2, by: "bob")
        let pushed = try await bench.push(["\(back):\(stage("staging"))"], as: "bob")
        #expect(pushed.codes == [.versionYanked])
        #expect(try await bench.tip(stage("staging")) == bench.facts.stagingV2)
    }
}
