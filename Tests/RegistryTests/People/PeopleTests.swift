import FoundationEssentials
import Registry
import RegistryCore
import Support
import Testing

@Suite struct `People of a registry` {
    private let bob: Person

    init() throws {
        bob = try Person(checking: "bob@example.com")
    }

    private func newBob(_ registry: ScratchRegistry) throws -> NewPerson {
        NewPerson(
            person: bob, publicKey: try registry.key(of: "bob"),
            groups: [try GroupName(checking: "leads")], role: .maintainer)
    }

    @Test func `come with key, group and role in one commit, and go with a closed key`()
        async throws
    {
        let registry = try await ScratchRegistry()
        try await registry.makePerson("bob")
        let workspace = try await registry.workspace()
        let added = try await workspace.addPerson(try newBob(registry))
        #expect(added.person.role == .maintainer)
        #expect(added.person.groups.map(\.description) == ["leads"])
        #expect(added.person.keys.map(\.valid) == [true])
        #expect(try await workspace.addPerson(try newBob(registry)).commit == added.commit)
        #expect(
            try workspace.people().map(\.person.description) == [
                "alice@example.com", "bob@example.com",
            ])

        let closed = try await workspace.closeKeys(of: bob)
        #expect(closed.person.keys.map(\.valid) == [false])
        #expect(try await workspace.closeKeys(of: bob).commit == closed.commit)
        let reopened = await #expect(throws: RegistryError.self) {
            _ = try await workspace.addPerson(try newBob(registry))
        }
        #expect(reopened?.objections.map(\.code) == [.signersInvalid])
        let log = try await shell(
            ["git", "log", "--format=%s", "main"], in: registry.path,
            environment: registry.environment(of: "alice"))
        #expect(
            log.output.split(separator: "\n") == [
                "Close the keys of bob@example.com", "Add bob@example.com",
                "Make the registry acme",
            ])
    }

    @Test func `lose one key or all to the list of revoked ones, never to come back`()
        async throws
    {
        let registry = try await ScratchRegistry()
        try await registry.makePerson("bob")
        let workspace = try await registry.workspace()
        let added = try await workspace.addPerson(try newBob(registry))
        let key = try #require(added.person.keys.first?.fingerprint)
        let since = Date(timeIntervalSince1970: 1_767_225_600)
        let stranger = await #expect(throws: RegistryError.self) {
            _ = try await workspace.revokeKeys(
                of: bob, named: "SHA256:x", since: since, reason: "")
        }
        #expect(stranger?.objections.map(\.code) == [.personMissing])
        let revoked = try await workspace.revokeKeys(
            of: bob, named: key, since: since, reason: "stolen\non a train")
        #expect(revoked.person.keys.map(\.revoked) == [since])
        #expect(revoked.person.keys.map(\.valid) == [false])
        let again = try await workspace.revokeKeys(of: bob, named: nil, since: nil, reason: "")
        #expect(again.commit == revoked.commit)
    }

    @Test func `are changed by an admin alone, and one must remain`() async throws {
        let registry = try await ScratchRegistry()
        try await registry.makePerson("bob")
        let outsider = await #expect(throws: RegistryError.self) {
            _ = try await registry.workspace("bob").addPerson(try newBob(registry))
        }
        #expect(outsider?.objections.map(\.code) == [.roleMissing])
        let last = await #expect(throws: RegistryError.self) {
            _ = try await registry.workspace()
                .closeKeys(of: try Person(checking: "alice@example.com"))
        }
        #expect(last?.objections.map(\.code) == [.adminMissing])
        let stranger = await #expect(throws: RegistryError.self) {
            _ = try await registry.workspace().closeKeys(of: bob)
        }
        #expect(stranger?.objections.map(\.code) == [.personMissing])
    }
}
