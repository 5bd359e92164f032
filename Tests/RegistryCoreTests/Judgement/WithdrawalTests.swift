import RegistryCore
import Testing

/// Everything a promotion could be refused for at once.
private let everyGate = """
    'after': 'staging', 'approvals': {'count': 2, 'from': 'group:leads'}, 'requires': ['license'], 'card': 'X',
    'metrics': {'name': 'auc', 'min': 1}, 'artifacts': {'required': ['a']}, 'licenses': 'mit', 'checks': 'scan',
    'freeze': {'from': '2026-01-01', 'to': '2026-12-31'}
    """

@Suite struct `Rolling back and retiring` {
    @Test(arguments: [Transition.Kind.rollback, .retire])
    func `need no approval and pass no gate`(kind: Transition.Kind) throws {
        let verdict = try judge(everyGate, kind) {
            $0.actor = mia
            $0.held = candidate(5)
        }
        #expect(verdict == Verdict())
    }

    @Test(arguments: [Transition.Kind.rollback, .retire])
    func `take a maintainer if nothing is said`(kind: Transition.Kind) throws {
        for (actor, allowed) in [
            (alice, false), (carol, false), (zoe, false), (mia, true), (ada, true),
        ] {
            let verdict = try judge(everyGate, kind) { $0.actor = actor }
            #expect(verdict.codes == (allowed ? [] : [.roleMissing]), "\(actor)")
        }
    }

    @Test(arguments: [Transition.Kind.rollback, .retire])
    func `take the role that the policy asks, not the one to promote`(kind: Transition.Kind) throws
    {
        let rules = "'promote': {'by': 'admin'}, 'rollback': {'by': 'contributor'}"
        #expect(try judge(rules, kind) { $0.actor = alice }.isAllowed)
        #expect(
            try judge("'rollback': {'by': 'admin'}", kind) { $0.actor = mia }.codes == [
                .roleMissing
            ])
    }

    @Test func `take the role that holds for the version shown where there is no other`() throws {
        let rules = "'rollback': {'by': 'admin', 'when': {'risk': 'high'}}"
        func retire(_ risk: Risk?) throws -> Verdict {
            try judge(rules, .retire) {
                $0.actor = mia
                $0.candidate = nil
                $0.held = candidate()
                $0.held?.model.risk = risk
            }
        }
        #expect(try retire(.high).codes == [.roleMissing])
        #expect(try retire(.low).isAllowed)
    }

    @Test func `take the strictest role where no version can be read`() throws {
        let verdict = try judge("'rollback': {'by': 'admin', 'when': {'risk': 'high'}}", .retire) {
            $0.actor = mia
            $0.candidate = nil
        }
        #expect(verdict.codes == [.roleMissing])
    }

    @Test func `never bring back what is yanked`() throws {
        let verdict = try judge("", .rollback) {
            $0.actor = mia
            $0.candidate?.annotations = annotations(.yanked)
        }
        #expect(verdict.codes == [.versionYanked])
    }

    @Test func `never bring back what can't be read`() throws {
        let verdict = try judge("", .rollback) {
            $0.actor = mia
            $0.candidate = nil
        }
        #expect(verdict.codes == [.versionMissing])
    }

    @Test func `may bring back what is archived`() throws {
        let verdict = try judge("", .rollback) {
            $0.actor = mia
            $0.candidate?.annotations = annotations(.archived)
        }
        #expect(verdict.isAllowed)
    }

    /// Taking a yanked version out of a stage is the first thing to do with it.
    @Test func `may take out what is yanked`() throws {
        let verdict = try judge("", .retire) {
            $0.actor = mia
            $0.candidate?.annotations = annotations(.yanked)
            $0.held = $0.candidate
        }
        #expect(verdict.isAllowed)
    }

    @Test(arguments: Transition.Kind.allCases)
    func `as promoting, happen in the policy's stages only`(kind: Transition.Kind) throws {
        #expect(try judge("", kind, in: "qa") { $0.actor = ada }.codes == [.stageMissing])
    }
}
