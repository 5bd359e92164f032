import Testing

@Suite struct `A question` {
    @Test(arguments: [
        (["", "y"], 0, "Wiped all.\n"), (["  the disk ", "YES"], 0, "Wiped the disk.\n"),
        (["", ""], 2, ""), (["", "n"], 2, ""), (["", "yep"], 2, ""),
    ])
    func `is asked on a terminal, and only yes is yes`(
        answers: [String], status: Int, output: String
    ) async {
        let play = await Stage(columns: 80, answers: answers).run(["wipe"])
        #expect(play.status == Int32(status))
        #expect(play.output == output)
        #expect(play.errors.hasPrefix("What to wipe [all]: Wipe "))
        #expect(play.errors.contains("? [y/N] "))
        #expect(play.errors.contains("[confirmation-missing]") == (status == 2))
    }

    @Test func `can't fake another question`() async {
        let play = await Stage(columns: 80, answers: ["y"]).run(["wipe", "--name", "a\r\u{1B}[2K"])
        #expect(play.errors == "Wipe a\\u{d}\\u{1b}[2K? [y/N] ")
    }

    @Test func `is answered beforehand by --yes`() async {
        #expect(await toy("wipe --yes --name x") == Play(status: 0, output: "Wiped x.\n"))
    }

    @Test func `nobody can answer is refused, and says which option answers it`() async {
        let play = await toy("wipe")
        #expect(play.status == 2)
        #expect(
            play.errors == """
                error: This needs a person's consent, and nobody can be asked here. \
                [confirmation-missing]
                Hint: Add --yes if you have read what it does.

                """)
    }
}

@Suite struct `Standard input` {
    @Test func `is read to its end`() async {
        let play = await Stage(input: "abcd").run(["store", "verify"])
        #expect(play == Play(status: 0, output: "Wiped abcd.\n"))
    }

    @Test func `has a limit`() async {
        let play = await Stage(input: "abcde").run(["store", "verify"])
        #expect(play.status == 2)
        #expect(play.errors.hasPrefix("error: Standard input has more than 4 B. [usage]\n"))
    }
}
