import RegistryCore
import Testing

private let main = RequestAddress.target(.main)
private let seventh = RequestAddress.request(RequestNumber(7))

@Suite struct `What is asked by a push for review` {
    @Test(
        arguments: [
            (["comment=Fine"], .comment(Story.prose("Fine"), nil)),
            (["comment=One\\nTwo\\\\n\\x"], .comment(Story.prose("One\nTwo\\n\\x"), nil)),
            (["close"], .close(nil)), (["close=No"], .close(Story.prose("No"))),
            (["reopen"], .reopen), (["draft"], .draft), (["ready"], .ready), (["merge"], .merge),
        ] as [([String], RequestOrder)])
    func `is said in its options, and reads back`(options: [String], order: RequestOrder) throws {
        #expect(try RequestOrder(options: options, to: seventh) == order)
        #expect(try RequestOrder(options: order.options, to: seventh) == order)
    }

    @Test func `may be a proposal with a title and more`() throws {
        let options = ["title=Raise it", "description=a\\nb", "topic=risk", "draft"]
        let order = try RequestOrder(options: options, to: main)
        guard case .propose(let proposal) = order else { throw Unexpected() }
        #expect(proposal.title?.description == "Raise it")
        #expect(proposal.description?.description == "a\nb")
        #expect(proposal.topic?.description == "risk")
        #expect(proposal.isDraft)
        #expect(order.options == options)
    }

    @Test(arguments: [
        (main, ["merge"]), (main, ["comment=x"]), (main, ["titel=x"]), (main, ["title"]),
        (main, ["title=a", "title=b"]), (main, ["draft=yes"]), (main, ["ci.skip"]),
        (seventh, ["merge", "close"]), (seventh, ["merge=now"]), (seventh, ["comment"]),
        (seventh, ["comment=x", "merge"]), (seventh, ["close", "reopen"]), (seventh, ["file=a"]),
        (seventh, ["topic=x"]), (seventh, ["comment=x", "key=risk"]), (main, ["", "="]),
    ])
    func `is refused where it could mean something else`(
        address: RequestAddress, options: [String]
    ) {
        let error = #expect(throws: RegistryError.self) {
            try RequestOrder(options: options, to: address)
        }
        #expect(error?.objections.map(\.code) == [.usage])
    }

    @Test(arguments: [
        "title=\u{1b}[2Jgone", "title=two\u{2028}lines", "title=\u{202e}gnp.exe", "title= \t ",
        "title=a\rb", "title=", "description=\u{0}", "description=bell\u{7}",
        "topic=../x", "topic=A", "topic=a.lock", "topic=\(String(repeating: "a", count: 65))",
        "title=\(String(repeating: "é", count: 101))",
        "description=\(String(repeating: "a", count: RequestProse.longest + 1))",
    ])
    func `has no text that deceives, or has no end`(option: String) {
        let error = #expect(throws: RegistryError.self) {
            try RequestOrder(options: [option], to: main)
        }
        #expect(error?.objections.map(\.code) == [.nameInvalid])
    }

    @Test(arguments: [
        "refs/for/", "refs/for/mains", "refs/for/main/topic", "refs/for/stages/production",
        "refs/for/stages/production/fraud", "refs/for/stages/production/fraud/detector/x",
        "refs/for/merge-requests/0", "refs/for/merge-requests/07", "refs/for/merge-requests/7/head",
        "refs/for/promote/production/fraud/detector", "refs/for/topic", "refs/heads/main",
        "refs/for/stages/production/../../main",
    ])
    func `goes nowhere else`(ref: String) {
        #expect(RequestAddress(parsing: ref) == nil)
    }

    @Test(arguments: [main, seventh, .target(.stage("production", "fraud/detector"))])
    func `is addressed by a name that reads back`(address: RequestAddress) {
        #expect(RequestAddress(parsing: "\(address)") == address)
    }

    @Test func `takes a title from any commit`() {
        #expect("\(RequestTitle(ofCommit: "\u{1b}[31mRed\u{202e}"))" == "[31mRed")
        #expect("\(RequestTitle(ofCommit: "\u{1b}"))" == "No title")
        let long = RequestTitle(ofCommit: String(repeating: "é", count: 500))
        #expect("\(long)".utf8.count == RequestTitle.longest)
    }
}

private struct Unexpected: Error {}
