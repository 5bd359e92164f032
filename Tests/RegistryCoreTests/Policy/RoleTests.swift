import RegistryCore
import Testing

@Suite struct `A role in the policy` {
    @Test func `includes every role before it`() {
        #expect(Role.allCases.sorted() == [.viewer, .reader, .contributor, .maintainer, .admin])
    }

    @Test(
        arguments: [
            (alice, "fraud", .contributor), (alice, "vision", .viewer), (alice, nil, .viewer),
            (mia, "fraud", .maintainer), (mia, "vision", .viewer), (mia, nil, .viewer),
            (ada, "fraud", .admin), (ada, nil, .admin), (zoe, "fraud", .viewer),
        ] as [(Person, Namespace?, Role)])
    func `is the highest that any line gives, where that line holds`(
        person: Person, namespace: Namespace?, role: Role
    ) throws {
        let policy = try policy()
        #expect(policy.role(of: person, in: namespace) == role)
        for asked in Role.allCases {
            #expect(policy.allows(person, asked, in: namespace) == (asked <= role))
        }
    }

    @Test func `does not depend on the order of the lines`() throws {
        var policy = try policy()
        policy.access.reverse()
        #expect(policy.role(of: alice, in: "fraud") == .contributor)
        #expect(policy.role(of: ada, in: "fraud") == .admin)
    }

    @Test func `is none for whom no line names`() throws {
        var policy = try policy()
        policy.access.removeFirst()
        #expect(policy.role(of: zoe, in: "fraud") == nil)
        #expect(!policy.allows(zoe, .viewer, in: "fraud"))
        #expect(policy.role(of: alice, in: nil) == nil)
    }

    @Test(
        arguments: [
            ("*", zoe, true), ("group:leads", carol, true), ("group:leads", alice, false),
            ("group:nobody", carol, false),
            ("carol@example.com", carol, true), ("carol@example.com", dan, false),
        ] as [(Who, Person, Bool)])
    func `goes to everyone, to a group or to one person`(who: Who, person: Person, covered: Bool)
        throws
    {
        #expect(try policy().covers(who, person) == covered)
    }

    @Test(arguments: ["'owner'", "'Admin'", "''", "3"])
    func `has one of five names`(json: String) {
        #expect(throws: DecodingError.self) { try decode(json, as: Role.self) }
    }
}
