import Commands
import Testing

@Suite struct `A command line` {
    @Test(arguments: [
        "greet ada@example.com", "greet ada@example.com --times 1", "-R x greet ada@example.com",
        "greet --metric auc=1 ada@example.com", "--quiet greet ada@example.com --format table",
    ])
    func `puts data on stdout alone`(line: String) async {
        let play = await toy(line)
        #expect(play.status == 0)
        #expect(
            play.output == """
                Hello, ada@example.com.

                at:      2026-11-23T14:03:11Z
                folder:  /home/ada/y

                """)
        #expect(play.errors == (line.contains("--quiet") ? "" : "Greeting.\n"))
    }

    @Test(arguments: [
        ("greet ada@example.com", "/srv/models", "/home/ada/y"),
        ("greet ada@example.com -R elsewhere", "elsewhere", "/home/ada/y"),
        ("--registry elsewhere greet ada@example.com", "elsewhere", "/home/ada/y"),
        ("-C sub greet ada@example.com", "/srv/models", "/home/ada/sub/y"),
        ("greet ada@example.com -C ../bob", "/srv/models", "/home/bob/y"),
        ("greet -C /tmp ada@example.com", "/srv/models", "/tmp/y"),
    ])
    func `takes the global options before the command and after it`(
        line: String, registry: String, folder: String
    ) async {
        let play = await toy("\(line) --format json")
        let want =
            #"{"at":"2026-11-23T14:03:11Z","folder":"\#(folder)","#
            + #""person":"ada@example.com","registry":"\#(registry)","times":1}"#
        #expect(play.output == want + "\n")
    }

    @Test func `prints one pretty document where a person reads JSON`() async {
        let play = await Stage(columns: 80).run(["wipe", "--yes", "--name", "x", "--format=json"])
        #expect(play.output == "{\n  \"name\" : \"x\"\n}\n")
    }

    @Test(arguments: [
        ("stroe verify", "'stroe' is no command of `toy`.", "Did you mean `toy store`?"),
        ("-R store gret", "'gret' is no command of `toy`.", "Did you mean `toy greet`?"),
        (
            "store verfiy", "'verfiy' is no command of `toy store`.",
            "Did you mean `toy store verify`?"
        ),
        (
            "store --quiet x", "'x' is no command of `toy store`.",
            "`toy store --help` lists the commands."
        ),
        ("secre", "'secre' is no command of `toy`.", "`toy --help` lists the commands."),
        ("frob --help", "'frob' is no command of `toy`.", "`toy --help` lists the commands."),
        ("help frob", "'frob' is no command of `toy`.", "`toy --help` lists the commands."),
        ("", "`toy` needs the name of a command after it.", "`toy --help` lists them."),
        (
            "store", "`toy store` needs the name of a command after it.",
            "`toy store --help` lists them."
        ),
        (
            "greet", "Missing expected argument '<person>'.",
            "Write it like `toy greet ada@example.com --times 2`; `toy greet --help` explains it."
        ),
        (
            "judge --frmat json", "Unknown option '--frmat'. Did you mean '--format'?",
            "Write it like `toy judge`; `toy judge --help` explains it."
        ),
        (
            "greet Ada",
            """
            The value 'Ada' is invalid for '<person>': 'Ada' can't name a person. Use one \
            lower-case e-mail address such as alice@example.com, at most 100 bytes.
            """,
            "Write it like `toy greet ada@example.com --times 2`; `toy greet --help` explains it."
        ),
        (
            "greet a@b --metric auc",
            """
            The value 'auc' is invalid for '--metric <metric>': 'auc' can't be read as a metric. \
            Write [<dataset>/<split>:]<name>=<number>, such as payments-2026-10/test:auc=0.947.
            """,
            "Write it like `toy greet ada@example.com --times 2`; `toy greet --help` explains it."
        ),
    ])
    func `that can't be understood ends with 2 and the way out`(
        line: String, message: String, remedy: String
    ) async {
        let play = await toy(line)
        #expect(play.status == 2)
        #expect(play.output == "")
        #expect(play.errors == "error: \(message) [usage]\nHint: \(remedy)\n")
    }

    @Test(arguments: [
        ("usage", 2), ("model-missing", 3), ("approvals-missing", 4), ("stale", 5), ("corrupt", 6),
        ("unreachable", 7), ("internal", 10), ("conflict corrupt", 5),
    ])
    func `that fails ends with the code of its weightiest objection`(codes: String, status: Int)
        async
    {
        let play = await toy("refuse \(codes)")
        #expect(play.status == Int32(status))
        #expect(play.output == "")
        let lines = codes.split(separator: " ").map {
            "error: It is \($0). [\($0)]\nHint: Do not be \($0).\n"
        }
        #expect(play.errors == lines.joined())
    }

    @Test func `that fails with --format json says so on stdout as well`() async {
        let play = await toy("refuse stale --format json")
        let objection =
            #"{"code":"stale","message":"It is stale.","remedy":"Do not be stale."}"#
        #expect(
            play.output == #"{"error":{"code":"stale","message":"It is stale.","objections":["#
                + objection + #"],"remedy":"Do not be stale."}}"# + "\n")
        #expect(play.errors == "error: It is stale. [stale]\nHint: Do not be stale.\n")
    }

    @Test(arguments: ["gret --format json", "gret --format=json", "--format json gret"])
    func `that doesn't even parse answers a program in JSON`(line: String) async {
        let play = await toy(line)
        #expect(play.output.hasPrefix(#"{"error":{"code":"usage","message":"'gret' is no "#))
        #expect(play.status == 2)
    }

    @Test func `that meets a failure without words ends with 10 and a sentence`() async {
        let play = await toy("refuse")
        #expect(play.status == 10)
        #expect(
            play.errors == """
                error: Something failed that Cairn has no words for: Bug() [internal]
                Hint: Run it again; if it stays, report it with the words you typed.

                """)
    }

    @Test(arguments: ["judge", "weigh"])
    func `whose job is to look prints what it found and fails all the same`(line: String) async {
        let talk = "error: A byte differs. [corrupt]\nHint: Fetch it again.\n"
        #expect(
            await toy(line) == Play(status: 6, output: "1 artifact read.\n", errors: talk))
        let document =
            #"{"objections":[{"code":"corrupt","message":"A byte differs.","remedy":"#
            + #""Fetch it again."}]}"# + "\n"
        #expect(
            await toy("\(line) --format json") == Play(status: 6, output: document, errors: talk))
    }

    @Test func `whose data can't be written has failed`() async {
        struct Full: Error {}
        var surroundings = Stage().surroundings
        surroundings.output.write = { _ in throw Full() }
        for line in [["--version"], ["secret"], ["--help"]] {
            #expect(await status(of: line, in: surroundings) == 10)
        }
    }
}
