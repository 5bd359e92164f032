import RegistryCore
import Testing

private let frozen = Objection(.frozen, "It is frozen [until January].", remedy: "Wait: it ends.")
private let skipped = Objection(.stageSkipped, "It skips staging.", remedy: "Promote it there.")

@Suite struct `Printed objections` {
    @Test func `are a sentence with its code, and a hint`() {
        #expect(
            frozen.lines == [
                "error: It is frozen [until January]. [frozen]", "Hint: Wait: it ends.",
            ])
    }

    @Test func `read back, whatever stands between them`() {
        let printed =
            ["Resolving deltas: 100%", ""] + frozen.lines.map { $0 + "        " } + [
                "", "Hint: none",
            ]
            + skipped.lines.map { "  " + $0 } + ["To /srv/catalog"]
        #expect(Objection.parse(printed) == [frozen, skipped])
    }

    @Test(arguments: [
        [], ["error: It is frozen. [frozen]"],
        ["error: It is frozen. [frozen]", "", "Hint: Wait."],
        ["error: It is frozen. [thawed]", "Hint: Wait."], ["error: It is frozen.", "Hint: Wait."],
        ["It is frozen. [frozen]", "Hint: Wait."], ["error: ]", "Hint: Wait."],
        ["Hint: Wait.", "error: It is. [frozen]"],
    ])
    func `are not found in anything else`(lines: [String]) {
        #expect(Objection.parse(lines).isEmpty)
    }
}
