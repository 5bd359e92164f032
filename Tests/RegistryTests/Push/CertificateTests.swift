import FoundationEssentials
import Registry
import RegistryCore
import Testing

private let authority = "cert-authority,namespaces=\"git\""

@Suite struct `An approval with a certificate` {
    /// One that a certificate of `keys/visitor` signs, which stands for what the table says.
    private static func signing(
        _ description: String, as principals: String = "carol@example.com",
        line: String = "*@example.com", options: String = authority,
        _ more: [String] = ["-V", "-1m:+1h"], authority name: String = "authority",
        prepare: @escaping @Sendable (Bench) async throws -> Void = { _ in }
    ) -> RefusedPush {
        RefusedPush(description, by: "carol", .approvalInvalid) { bench in
            try await bench.makeKey("authority")
            try await bench.makeKey("impostor")
            try await bench.allow((line, options, "authority"))
            try await bench.certify("visitor", by: name, as: principals, more)
            try await prepare(bench)
            return [try await bench.sign(bench.statement(), with: "visitor")]
        }
    }

    static let refused: [RefusedPush] = [
        signing("of another person", as: "dan@example.com"),
        signing("of nobody here", as: "carol"),
        signing("for machines", ["-h"]),
        signing("that has expired", ["-V", "-2h:-1h"]),
        signing("not valid yet", ["-V", "+1h:+2h"]),
        signing("with a forced command", ["-O", "force-command=true"]),
        signing("of an authority nobody knows", authority: "impostor"),
        signing("of an authority for others", line: "*@example.org"),
        signing("of an authority closed since", options: authority + ",valid-before=\"20200101Z\""),
        signing("of an authority revoked since") { bench in
            let since = Date(timeIntervalSince1970: 1_700_000_000)
            try await bench.change(
                .file("revoked_keys", try bench.revocation(of: "authority", since: since)))
        },
        RefusedPush("for a key that is another's", by: "carol", .approvalInvalid) { bench in
            try await bench.makeKey("authority")
            try await bench.allow(("*@example.com", authority, "authority"))
            try await bench.run(["cp", "keys/dan", "keys/mixed"], in: bench.folder)
            try await bench.run(["cp", "keys/dan.pub", "keys/mixed.pub"], in: bench.folder)
            try await bench.run(
                [
                    "ssh-keygen", "-q", "-s", "keys/authority", "-I", "x", "-n",
                    "carol@example.com", "keys/mixed.pub",
                ], in: bench.folder)
            try await bench.run(["mv", "keys/mixed-cert.pub", "keys/mixed.pub"], in: bench.folder)
            return [try await bench.sign(bench.statement(), with: "mixed")]
        },
    ]

    @Test(arguments: refused)
    func `is refused, and no ref moves`(push: RefusedPush) async throws {
        try await push.expect(on: Bench())
    }

    @Test(arguments: ["carol@example.com", "carol,carol@example.com,root"])
    func `counts for the person it names`(principals: String) async throws {
        let bench = try await Bench()
        try await bench.makeKey("authority")
        try await bench.allow(("*@example.com", authority, "authority"))
        try await bench.certify("visitor", as: principals, ["-V", "-1m:+1h"])
        try await bench.require(
            try await bench.sign(bench.statement(), with: "visitor"), as: "carol")
        try await bench.require("\(bench.facts.proposal):\(stage("production"))")
        #expect(try await bench.verify().objections == [])
    }

    @Test func `counts once beside one with the person's own key`() async throws {
        let bench = try await Bench()
        try await bench.makeKey("authority")
        try await bench.allow(("*@example.com", authority, "authority"))
        try await bench.certify("visitor", as: "carol@example.com", ["-V", "-1m:+1h"])
        let two = policy(id: bench.facts.id, approvals: "[{count: 2, from: group:reviewers}]")
        try await bench.change(.file("registry.yaml", two))
        try await bench.require(try await bench.sign(bench.statement()), as: "carol")
        try await bench.require(
            try await bench.sign(bench.statement(number: 2), with: "visitor"), as: "carol")
        let completion = "\(bench.facts.proposal):\(stage("production"))"
        #expect(try await bench.push([completion]).codes == [.approvalsMissing])
        let dan = bench.statement(by: "dan@example.com")
        try await bench.require(try await bench.sign(dan, with: "dan"), as: "dan")
        try await bench.require(completion)
    }
}
