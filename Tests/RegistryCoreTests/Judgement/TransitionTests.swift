import RegistryCore
import Testing

@Suite struct `A transition` {
    struct Case: Sendable, CustomTestStringConvertible {
        let target: Int?
        let current: Int?
        let held: Set<Int>
        var yanked = false
        let kind: Transition.Kind

        var testDescription: String {
            "from \(current ?? 0) to \(target ?? 0), held \(held.sorted())\(yanked ? ", yanked" : ""): \(kind)"
        }
    }

    @Test(arguments: [
        Case(target: 1, current: nil, held: [], kind: .promote),
        Case(target: 4, current: 3, held: [1, 3], kind: .promote),
        Case(target: 1, current: 3, held: [1, 3], kind: .rollback),
        Case(target: 2, current: 3, held: [1, 3], kind: .promote),
        Case(target: 1, current: 3, held: [1, 3], yanked: true, kind: .promote),
        Case(target: 3, current: 3, held: [1, 3], kind: .promote),
        Case(target: 3, current: 1, held: [1, 3], kind: .promote),
        Case(target: 1, current: nil, held: [1, 3], kind: .promote),
        Case(target: nil, current: 3, held: [3], kind: .retire),
        Case(target: nil, current: 3, held: [3], yanked: true, kind: .retire),
        Case(target: nil, current: nil, held: [], kind: .retire),
    ])
    func `promotes, rolls back or retires by its structure`(example: Case) {
        let kind = Transition.Kind(
            to: example.target.map(VersionNumber.init),
            from: example.current.map(VersionNumber.init),
            held: Set(example.held.map(VersionNumber.init)), isYanked: example.yanked)
        #expect(kind == example.kind)
    }
}
