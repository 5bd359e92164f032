import FoundationEssentials
import RegistryCore
import Testing

private let production = RequestTarget.stage("production", detector)

@Suite struct `A merge request` {
    @Test func `is what its events have made it`() throws {
        var story = Story(Story.opened(draft: true), Story.revised("b"))
        story.add(Story.commented, by: "bob@example.com")
        story.add(.readied)
        let request = try story.request()
        #expect(request.author == "alice@example.com")
        #expect(request.status == .open)
        #expect(!request.isDraft)
        #expect(request.head.commit == Story.commit("b"))
        #expect(request.revisions.map(\.revision.commit) == [Story.commit("a"), Story.commit("b")])
        #expect(request.commentCount == 1)
        #expect(request.opened < request.updated)
    }

    @Test(
        arguments: [
            ([Story.commented], .misplacedOpening),
            ([Story.opened(), Story.opened()], .misplacedOpening),
            ([Story.opened(), Story.revised("a")], .sameRevision),
            ([Story.opened(), .reopened], .isOpen),
            ([Story.opened(), .readied], .isReady),
            ([Story.opened(draft: true), .drafted], .isDraft),
            ([Story.opened(), .closed(reason: nil), .closed(reason: nil)], .isClosed),
            ([Story.opened(), .closed(reason: nil), Story.revised("b")], .isClosed),
            ([Story.opened(), .closed(reason: nil), Story.merged("a")], .isClosed),
            ([Story.opened(), .closed(reason: nil), .drafted], .isClosed),
            ([Story.opened(), Story.merged("a"), Story.merged("a")], .isMerged),
            ([Story.opened(), Story.merged("a"), .reopened], .isMerged),
            ([Story.opened(), Story.merged("a"), Story.revised("b")], .isMerged),
            ([Story.opened(), Story.merged("a"), .closed(reason: nil)], .isMerged),
            ([Story.opened(), Story.decided], .notDecidable),
            (
                [Story.opened(), Story.revised("b"), Story.merged("a")],
                .otherRevision(head: Story.commit("b"))
            ),
        ] as [([RequestChange], RequestFault)])
    func `has no such life`(changes: [RequestChange], fault: RequestFault) {
        var story = Story()
        for change in changes { story.add(change) }
        #expect(throws: fault) { try story.request() }
    }

    @Test(
        arguments: [
            [Story.opened(), .closed(reason: nil), .reopened, Story.merged("a")],
            [Story.opened(), Story.merged("a"), Story.commented],
            [Story.opened(), .closed(reason: nil), Story.commented],
            [Story.opened(for: production), Story.decided, Story.merged("a")],
            [Story.opened(), Story.revised("b"), Story.revised("a"), Story.merged("a")],
        ])
    func `may have such a life`(changes: [RequestChange]) throws {
        var story = Story()
        for change in changes { story.add(change) }
        #expect(try story.request().events.count == changes.count)
    }

    @Test func `counts its events without a gap, or was tampered with`() {
        for number in [1, 3, 4] {
            var story = Story(Story.opened())
            story.add(Story.commented, number: number)
            #expect(throws: RequestFault.misnumbered(expected: 2, found: number)) {
                try story.request()
            }
        }
    }

    @Test func `changes nothing by an event that can't come next`() throws {
        var request = try Story(Story.opened()).request()
        let before = request
        let event = RequestEvent(
            number: 2, actor: "bob@example.com", authentication: .server, received: Date(),
            push: "x", event: .reopened)
        #expect(throws: RequestFault.isOpen) { try request.apply(event) }
        #expect(request == before)
    }

    @Test func `takes a thousand events, and then only its end`() throws {
        var story = Story(Story.opened())
        for _ in 1..<MergeRequest.mostEvents { story.add(Story.commented) }
        _ = try story.request()
        var another = story
        another.add(Story.commented)
        #expect(throws: RequestFault.tooManyEvents) {
            try another.request()
        }
        story.add(Story.merged("a"))
        #expect(try story.request().status == .merged)
    }

    @Test func `reads back from what is written of its events`() throws {
        let story = Story(
            Story.opened(for: production, draft: true), Story.commented, Story.decided, .readied,
            .closed(reason: Story.prose("Not now")), .reopened, Story.revised("b"),
            Story.merged("b"))
        let bytes = try JSONEncoder().encode(story.events)
        #expect(try JSONDecoder().decode([RequestEvent].self, from: bytes) == story.events)
    }

    @Test(
        arguments: [
            (.revise, alice, true), (.revise, mia, false), (.revise, ada, false),
            (.comment, alice, true), (.comment, mia, true), (.comment, bob, true),
            (.comment, carol, true), (.comment, zoe, false),
            (.close, alice, true), (.close, mia, true), (.close, ada, true),
            (.close, bob, false), (.close, carol, false), (.close, zoe, false),
            (.reopen, mia, true), (.draft, zoe, false), (.ready, bob, false),
        ] as [(RequestDeed, Person, Bool)])
    func `is its author's, and a maintainer's, and for the asked to comment on`(
        deed: RequestDeed, person: Person, isAllowed: Bool
    ) throws {
        let request = try Story(Story.opened(for: production)).request()
        let objection = try asking.objection(to: deed, on: request, by: person, within: .whole)
        #expect((objection == nil) == isAllowed)
    }

    @Test(
        arguments: [
            ([], alice, [.comment, .draft, .close]), ([], mia, [.comment, .draft, .close]),
            ([], "carol@example.com", [.comment]), ([], "nobody@example.com", []),
            ([.drafted], alice, [.comment, .ready, .close]),
            ([.closed(reason: nil)], alice, [.comment, .reopen]),
            ([Story.merged("a")], alice, [.comment]),
        ] as [([RequestChange], Person, Set<RequestDeed>)])
    func `is offered what can come next and what is theirs`(
        changes: [RequestChange], person: Person, deeds: Set<RequestDeed>
    ) throws {
        var story = Story(Story.opened(for: production))
        for change in changes { story.add(change) }
        let request = try story.request()
        #expect(try asking.offers(to: person, on: request, within: .whole) == deeds)
    }

    @Test func `is out of reach of a token made for another namespace`() throws {
        let request = try Story(Story.opened(for: production)).request()
        let reach = Reach(scope: .admin, namespace: "credit")
        for person in [alice, mia, ada] {
            let objection = try asking.objection(to: .close, on: request, by: person, within: reach)
            #expect(objection?.code == .roleMissing)
        }
    }

    /// A maintainer of one namespace must not close what changes two.
    @Test func `of several namespaces is closed by a maintainer of them all`() throws {
        let request = try Story(Story.opened(models: [detector, "credit/scorer"])).request()
        let objection = try asking.objection(to: .close, on: request, by: mia, within: .whole)
        #expect(objection?.code == .roleMissing)
    }

    @Test func `of root files is closed by a maintainer of the whole registry`() throws {
        let request = try Story(Story.opened(models: []), by: zoe).request()
        for (person, isAllowed) in [(mia, false), (ada, true)] {
            let objection = try asking.objection(
                to: .close, on: request, by: person, within: .whole)
            #expect((objection == nil) == isAllowed)
        }
    }

    /// Carol is asked to approve, and else a viewer.
    private var asking: Policy {
        get throws { try policy("'approvals': [{'count': 1, 'from': 'carol@example.com'}]") }
    }
}
