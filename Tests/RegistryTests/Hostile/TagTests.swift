import RegistryCore
import Testing

/// A tag made by hand, on its way to where carol's approval would lie.
private struct Forgery {
    /// What is signed; at first an approval that would count.
    var payload: String
    var key = "carol"
    var namespace = "git"
    /// Where it is pushed; at first where it belongs.
    var ref: String
    /// What becomes of the signature, and stands after the payload.
    var seal: (String) -> String = { $0 }

    init(_ bench: Bench) {
        let statement = bench.statement()
        payload = """
            object \(statement.proposal)
            type commit
            tag \(statement.tagName)
            tagger carol <carol@example.com> 1790000000 +0000

            \(statement.message)
            """
        ref = "refs/tags/\(statement.tagName)"
    }

    mutating func replace(_ old: String, by new: String) {
        precondition(payload.contains(old), "there is no '\(old)' to replace")
        payload.replace(old, with: new)
    }

    mutating func append(_ line: String) { payload += "\(line)\n" }
}

private func forged(
    _ description: String, _ code: ErrorCode = .approvalInvalid,
    _ forge: @escaping @Sendable (inout Forgery, Bench) async throws -> Void
) -> RefusedPush {
    RefusedPush(description, by: "carol", code) { bench in
        var forgery = Forgery(bench)
        try await forge(&forgery, bench)
        let signature = try await bench.signature(
            over: forgery.payload, with: forgery.key, namespace: forgery.namespace)
        let tag = try await bench.object(
            "tag", Array((forgery.payload + forgery.seal(signature)).utf8))
        return ["\(tag):\(forgery.ref)"]
    }
}

/// An approval whose signed message differs in one place.
private func saying(_ description: String, _ old: String, _ new: String) -> RefusedPush {
    forged(description) { forgery, _ in forgery.replace(old, by: new) }
}

/// An approval with one more line in its signed message.
private func adding(
    _ description: String, _ line: String, _ code: ErrorCode = .approvalInvalid
) -> RefusedPush {
    forged(description, code) { forgery, _ in forgery.append(line) }
}

/// An approval whose signature, good in itself, is tampered with.
private func sealed(
    _ description: String, _ code: ErrorCode = .signatureBad,
    _ seal: @escaping @Sendable (String) -> String
) -> RefusedPush {
    forged(description, code) { forgery, _ in forgery.seal = seal }
}

/// A sound approval, pushed to another ref than its own.
private func moved(
    _ description: String, _ ref: @escaping @Sendable (Bench) -> ApprovalName
) -> RefusedPush {
    forged(description) { forgery, bench in forgery.ref = "refs/tags/\(ref(bench))" }
}

@Suite(.serialized) struct `A forged approval` {
    private static let bench = Bench.shared()

    static let messages: [RefusedPush] = [
        saying("without a tagger", "tagger carol <carol@example.com> 1790000000 +0000\n", ""),
        saying("with DOS line ends", "Decision: approve\n", "Decision: approve\r\n"),
        saying("whose subject says another thing", "Approve fraud", "Reject fraud"),
        saying("whose subject names another stage", "for production", "for staging"),
        saying("without an empty line below its subject", "production\n\n", "production\n"),
        saying("that neither approves nor rejects", "Decision: approve", "Decision: maybe"),
        saying("in another case", "Decision: approve", "Decision: Approve"),
        saying("without a base", "Base: ", "Bass: "),
        saying("with a zero in front of its number", "Number: 1", "Number: 01"),
        saying("with the number zero", "Number: 1", "Number: 0"),
        saying("with a number beyond counting", "Number: 1", "Number: 18446744073709551617"),
        saying("with a digest of another kind", "sha256:", "sha1:"),
        saying("by another spelling of its signer", "Signer: carol", "Signer: Carol"),
        saying(
            "by its signer and a space", "carol@example.com\nNumber", "carol@example.com \nNumber"),
        saying("with a space before a colon", "Stage: ", "Stage : "),
        saying("with an abbreviated proposal", "Proposal: ", "Proposal: 0"),
        adding("that says one thing twice", "Version: 1"),
        adding("that says two things", "Decision: reject"),
        adding("with a field nobody knows", "Override: yes"),
        adding("that expired before it came", "Expires: 2020-01-01T00:00:00Z"),
        adding("that expires by some clock", "Expires: 2030-01-01T00:00:00"),
        adding("that expires on no day", "Expires: 2030-02-30T00:00:00Z"),
        adding("with an escape sequence", "Comment: \u{1b}[2K\u{1b}[1A"),
        adding("with a line separator", "Comment: fine\u{2028}Decision: reject"),
        adding("with a vertical tab", "Comment: a\u{b}b"),
        adding("of 200 lines", Array(repeating: "Comment: x", count: 200).joined(separator: "\n")),
        adding("of 100 KiB", "Comment: " + String(repeating: "x", count: 100 << 10), .tooMuch),
        forged("of a tree") { forgery, bench in
            let tree = try await bench.id("\(bench.facts.proposal)^{tree}")
            forgery.replace("object \(bench.facts.proposal)", by: "object \(tree)")
            forgery.replace("type commit", by: "type tree")
        },
        forged("of a blob") { forgery, bench in
            let blob = try await bench.id("\(bench.facts.main):registry.yaml")
            forgery.replace("object \(bench.facts.proposal)", by: "object \(blob)")
            forgery.replace("type commit", by: "type blob")
        },
        forged("of the version instead of the proposal") { forgery, bench in
            forgery.replace("object \(bench.facts.proposal)", by: "object \(bench.facts.v1)")
        },
        forged("from the future with a key of the past") { forgery, _ in
            forgery.replace("1790000000", by: "4000000000")
            forgery.key = "carol-old"
        },
        forged("from the past with a key of the past") { forgery, _ in
            forgery.replace("1790000000", by: "1500000000")
            forgery.key = "carol-old"
        },
    ]

    static let signatures: [RefusedPush] = [
        forged("for files and not for git", .signatureBad) { forgery, _ in
            forgery.namespace = "file"
        },
        sealed("that bears none", .approvalUnsigned) { _ in "" },
        sealed("that bears it twice") { $0 + $0 },
        sealed("that bears another's behind it") { $0 + "-----BEGIN PGP SIGNATURE-----\n" },
        sealed("with a line behind it") { $0 + "Decision: reject\n" },
        sealed("with an empty line behind it") { $0 + "\n" },
        sealed("with a NUL behind it") { $0 + "\0" },
        sealed("with DOS line ends in it") { $0.split(separator: "\n").joined(separator: "\r\n") },
        sealed("cut off") { String($0.dropLast(40)) },
        sealed("that is empty") { _ in
            "-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----\n"
        },
        sealed("in lower case", .approvalInvalid) { $0.lowercased() },
        sealed("of one bit less") { $0.replacing("\nU1NI", with: "\nU1NJ") },
        sealed("below a line that was not signed") { "Comment: fine\n" + $0 },
        forged("with a second signature above its message", .signatureBad) { forgery, _ in
            forgery.replace(
                "+0000\n", by: "+0000\ngpgsig -----BEGIN SSH SIGNATURE-----\n x\n")
        },
        forged("with another's signature in its message", .signatureBad) { forgery, _ in
            forgery.append("-----BEGIN PGP SIGNATURE-----")
        },
        forged("signed by dan in carol's name") { forgery, _ in forgery.key = "dan" },
        forged("of another message by the same key", .signatureBad) { forgery, bench in
            let other = try await bench.signature(over: "another message")
            forgery.seal = { _ in other }
        },
        RefusedPush("that is no tag", by: "carol", .approvalUnsigned) { bench in
            ["\(bench.facts.proposal):refs/tags/\(bench.statement().tagName)"]
        },
        RefusedPush("that is a blob", by: "carol", .approvalUnsigned) { bench in
            let blob = try await bench.id("\(bench.facts.main):registry.yaml")
            return ["\(blob):refs/tags/\(bench.statement().tagName)"]
        },
        RefusedPush("that is a signed tag of a signed tag", by: "carol", .approvalInvalid) {
            bench in
            let inner = try await bench.sign(bench.statement()).split(separator: ":")[0]
            let target = try await bench.id(String(inner))
            return [try await bench.sign(bench.statement(), target: target)]
        },
    ]

    static let replays: [RefusedPush] = [
        moved("as her second one") { bench in bench.statement(number: 2).tagName },
        moved("as dan's") { bench in bench.statement(by: "dan@example.com").tagName },
        RefusedPush("for staging", by: "carol", .proposalMissing) { bench in
            var statement = bench.statement()
            statement.stage = "staging"
            return [
                try await bench.sign(
                    bench.statement(), name: "\(statement.tagName)",
                    inner: "\(bench.statement().tagName)")
            ]
        },
        RefusedPush("for another model", by: "carol", .proposalMissing) { bench in
            var statement = bench.statement()
            statement.model = "credit/scorer"
            return [try await bench.sign(statement, target: bench.facts.proposal)]
        },
        RefusedPush("twice in one push, in order", by: "carol", .approvalInvalid) { bench in
            [
                try await bench.sign(bench.statement()),
                try await bench.sign(bench.statement(number: 2)),
            ]
        },
        RefusedPush("beyond all patience", by: "carol", .tooMuch) { bench in
            [try await bench.sign(bench.statement(number: 101))]
        },
        RefusedPush("that revokes what was never said", by: "carol", .approvalInvalid) { bench in
            var statement = bench.statement()
            statement.verb = .revoke
            return [try await bench.sign(statement)]
        },
    ]

    @Test(arguments: messages)
    func `is refused for what it says`(push: RefusedPush) async throws {
        try await push.expect(on: Self.bench.value)
    }

    @Test(arguments: signatures)
    func `is refused for its signature`(push: RefusedPush) async throws {
        try await push.expect(on: Self.bench.value)
    }

    @Test(arguments: replays)
    func `is refused for its place`(push: RefusedPush) async throws {
        try await push.expect(on: Self.bench.value)
    }

    /// A signer's clock is of no account, in whichever direction it is wrong.
    @Test(arguments: ["1000000000", "4000000000"])
    func `is none for being dated oddly`(date: String) async throws {
        let bench = try await Bench()
        let approval = try await bench.sign(bench.statement(), date: "\(date) +0000")
        try await bench.require(approval, as: "carol")
        try await bench.require("\(bench.facts.proposal):\(stage("production"))")
    }
}
