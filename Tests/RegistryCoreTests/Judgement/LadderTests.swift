import RegistryCore
import Testing

@Suite struct `The ladder` {
    @Test func `lets a version up that nothing stands against`() throws {
        #expect(try judge() == Verdict())
        #expect(try judge().isAllowed)
    }

    @Test func `has the policy's stages and no others`() throws {
        let verdict = try judge(in: "qa")
        #expect(verdict.codes == [.stageMissing])
        #expect(verdict.objections.first?.remedy.contains("staging, production") == true)
    }

    @Test(
        arguments: [
            ([], false), ([3], false), ([5], false), ([4], true), ([3, 4, 5], true),
        ] as [([Int], Bool)])
    func `is climbed rung by rung`(held: [Int], allowed: Bool) throws {
        let verdict = try judge("'after': 'staging'") {
            $0.history["staging"] = Set(held.map(VersionNumber.init))
        }
        #expect(verdict.codes == (allowed ? [] : [.stageSkipped]))
    }

    @Test func `counts no other stage for the one before`() throws {
        let verdict = try judge("'after': 'staging'") {
            $0.history = ["production": [VersionNumber(4)], "qa": [VersionNumber(4)]]
        }
        #expect(verdict.codes == [.stageSkipped])
    }

    @Test func `may begin anywhere where nothing comes before`() throws {
        #expect(try judge(in: "staging").isAllowed)
    }

    @Test(
        arguments: [
            (.active, []), (.deprecated, []), (.archived, [.versionArchived]),
            (.yanked, [.versionYanked]),
        ] as [(Annotations.State, [ErrorCode])])
    func `is closed to what is yanked or archived`(state: Annotations.State, codes: [ErrorCode])
        throws
    {
        let verdict = try judge { $0.candidate?.annotations = annotations(state) }
        #expect(verdict.codes == codes)
    }

    @Test func `is closed to what can't be read`() throws {
        #expect(try judge { $0.candidate = nil }.codes == [.versionMissing])
    }
}

@Suite struct `The role to promote` {
    @Test(
        arguments: [
            (alice, true), (bob, true), (mia, true), (ada, true), (carol, false), (zoe, false),
        ] as [(Person, Bool)])
    func `is contributor if nothing is said`(actor: Person, allowed: Bool) throws {
        #expect(try judge { $0.actor = actor }.codes == (allowed ? [] : [.roleMissing]))
    }

    @Test(arguments: [
        ("'promote': {'by': 'maintainer'}", [mia, ada]), ("'promote': {'by': 'admin'}", [ada]),
        ("'promote': {'by': 'viewer'}", [alice, mia, ada, zoe]),
        ("'promote': [{'by': 'contributor'}, {'by': 'admin'}]", [ada]),
        ("'promote': [{'by': 'admin'}, {'by': 'contributor'}]", [ada]),
        ("'promote': {'by': 'admin', 'when': {'risk': 'high'}}", [alice, mia, ada]),
    ])
    func `is the highest that the policy asks`(rules: String, allowed: [Person]) throws {
        for actor in [alice, mia, ada, zoe] {
            let verdict = try judge(rules) { $0.actor = actor }
            #expect(verdict.codes == (allowed.contains(actor) ? [] : [.roleMissing]), "\(actor)")
        }
    }

    @Test func `holds in the model's namespace`() throws {
        let verdict = try policy().verdict(
            on: Transition(
                model: "vision/cat", stage: "production", kind: .promote, version: .first,
                commit: object("c"),
                base: object("b")), given: openCase())
        #expect(verdict.codes == [.roleMissing])
    }

    @Test func `is asked of nobody where nobody recorded who it was`() throws {
        #expect(try judge("'promote': {'by': 'admin'}") { $0.actor = nil }.isAllowed)
    }
}
