import Commands
import Testing

@Suite struct `A table` {
    private let columns: [Table.Column] = ["name", .number("size"), "stage"]

    @Test func `is aligned by spaces, numbers to the right`() {
        let table = Table(
            columns, rows: [["fraud/detector", "9", ""], ["a/b", "1024", "staging"]])
        #expect(
            Block.table(table).text == [
                "NAME            SIZE  STAGE",
                "fraud/detector     9",
                "a/b             1024  staging",
            ])
    }

    @Test func `counts the columns that wide characters take`() {
        let table = Table(
            ["name", "x"], rows: [["模型", "1"], ["e\u{301}🚀a", "2"], ["abcde", "3"]])
        #expect(
            Block.table(table).text == [
                "NAME   X", "模型   1", "e\u{301}🚀a   2", "abcde  3",
            ])
    }

    @Test func `without rows is not there`() {
        #expect(Block.table(Table(columns, rows: [])).text == [])
    }

    @Test func `can't be broken by what its cells hold`() {
        let table = Table(["a"], rows: [["x\nERROR \u{1B}[31m\u{202E}"]])
        #expect(Block.table(table).text == ["A", "x\\u{a}ERROR \\u{1b}[31m\\u{202e}"])
    }
}

@Suite struct `A block` {
    @Test func `of facts lines up the values`() {
        let block = Block.facts([Fact("model", "a/b"), Fact("version digest", ""), Fact("x", "1")])
        #expect(block.text == ["model:           a/b", "version digest:", "x:               1"])
    }

    @Test func `of lines keeps the lines of its text`() {
        #expect(Block.lines(["one\n\ntwo", "\u{7}"]).text == ["one", "", "two", "\\u{7}"])
    }
}
