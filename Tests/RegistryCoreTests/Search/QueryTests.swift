import RegistryCore
import Support
import Testing

@Suite struct `A query` {
    @Test(arguments: [
        ("", ""), ("  \n ", ""),
        ("fraud", "fraud"), ("card fraud", "card fraud"), ("card AND fraud", "card fraud"),
        ("\"card fraud\"", "\"card fraud\""), ("\"fraud\"", "fraud"), ("card-fraud", "card-fraud"),
        ("\"OR\" or \"-x\"", "\"OR\" or \"-x\""), ("frau*", "frau*"),
        ("\"card fr\"*", "\"card fr\"*"),
        ("framework=pytorch", "framework:pytorch"), ("model:fraud/*", "model:fraud/*"),
        ("model:\"a b\"*", "model:\"a b\"*"), ("model:\"a*\"", "model:\"a*\""),
        ("license:*", "license:*"), ("license:\"\"", "license:\"\""),
        ("owner:group:fraud", "owner:group:fraud"), ("base:hf:org/model@1", "base:hf:org/model@1"),
        ("metric.auc>0.90", "metric.auc>0.9"), ("metric.loss<=-1.5e-3", "metric.loss<=-0.0015"),
        ("metric.\"top 5\"=1", "metric.\"top 5\":1.0"), ("metric.a.b>1", "metric.a.b>1.0"),
        // What sits on the character before it, and what the one after it would sit on.
        ("metric.\u{65f}t>3", "metric.\u{65f}t>3.0"), ("model:a\u{600}*", "model:a\u{600}*"),
        ("param.lr:1e-3 param.lr>1e-3", "param.lr:1e-3 param.lr>0.001"),
        ("tag.\"a:b\":\"c:d\"", "tag.\"a:b\":c:d"), ("tag.a:\"\\\"\\\\\"", "tag.a:\"\\\"\\\\\""),
        ("updated>2026-10-01", "updated>2026-10-01"),
        ("created<=2026-10-01T12:00:00Z", "created<=2026-10-01T12:00:00Z"),
        ("-a", "-a"), ("NOT a", "-a"), ("NOT -a", "--a"), ("-(a)", "-a"), ("-(a b)", "-(a b)"),
        ("-(a OR b)", "-(a OR b)"), ("(a b) c", "a b c"), ("(a OR b) OR c", "a OR b OR c"),
        ("(a OR b) c", "(a OR b) c"), ("a b OR c d", "a b OR c d"), ("a OR -b c", "a OR -b c"),
        ("信用卡 naïve", "信用卡 naïve"), ("a\u{A0}b", "a b"),
    ])
    func `has one plain spelling`(text: String, plain: String) throws {
        #expect(try SearchQuery(parsing: text).description == plain)
        #expect(try SearchQuery(parsing: plain) == SearchQuery(parsing: text))
    }

    @Test func `of the design reads as it stands`() throws {
        let text = """
            framework:pytorch metric.auc>0.9 stage:production dataset:payments-2026-10 \
            tag.domain:payments owner:alice@example.com license:mit risk:high updated>2026-10-01 \
            base:org/model "card fraud" -state:archived
            """
        #expect(try SearchQuery(parsing: text).description == text)
    }

    @Test func `at random reads as it is printed`() throws {
        var random = RandomQuery(seed: 20_261_121)
        for _ in 0..<3_000 {
            let text = random.text()
            let query = try SearchQuery(parsing: text)
            #expect(try SearchQuery(parsing: query.description) == query, "\(text)")
        }
    }

    @Test(arguments: SearchField.allCases)
    func `can ask what the table gives as an example`(field: SearchField) throws {
        let query = try SearchQuery(parsing: field.example)
        #expect(query.description == field.example || field.kind == .textOrNumber)
    }

    @Test func `takes as much as its limits say, and no more`() throws {
        let most = Array(repeating: "a", count: SearchQuery.mostTerms).joined(separator: " ")
        _ = try SearchQuery(parsing: most)
        #expect(problem(most + " a") == .tooManyTerms)
        let depth = SearchQuery.deepest
        let deep = String(repeating: "(", count: depth) + "a" + String(repeating: ")", count: depth)
        _ = try SearchQuery(parsing: deep)
        #expect(problem("(\(deep))") == .tooDeep)
        #expect(problem(String(repeating: "-", count: depth + 1) + "a") == .tooDeep)
        #expect(problem(String(repeating: "a", count: SearchQuery.mostBytes + 1)) == .tooLong)
        _ = try SearchQuery(parsing: String(repeating: "a", count: SearchQuery.mostBytes))
    }
}

/// What is wrong with a query; `nil` if nothing is.
private func problem(_ text: String) -> QueryError.Problem? {
    do throws(QueryError) {
        _ = try SearchQuery(parsing: text)
        return nil
    } catch {
        return error.problem
    }
}

@Suite struct `What is wrong with a query` {
    @Test(
        arguments: [
            ("framwork:x", .unknownField("framwork", nearest: "framework"), 0..<8),
            ("a nosuchthing:x", .unknownField("nosuchthing", nearest: nil), 2..<13),
            (":x", .unknownField("", nearest: nil), 0..<1),
            ("metric>0.9", .keyWrong(.metric), 0..<6), ("metric.>1", .keyWrong(.metric), 0..<7),
            ("framework.name:x", .keyWrong(.framework), 0..<14),
            ("tag.a.\"b\":x", .blankMissing, 0..<9),
            ("é framework: x", .valueMissing(.framework), 2..<12),
            ("metric.\"auc\" 1", .valueMissing(.metric), 0..<12),
            ("metric.auc>high", .notANumber(.metric), 11..<15),
            ("metric.auc>nan", .notANumber(.metric), 11..<14),
            ("metric.auc:0x1p3", .notANumber(.metric), 11..<16),
            ("metric.auc>1e999", .notANumber(.metric), 11..<16),
            ("metric.auc:1*", .notANumber(.metric), 11..<13),
            ("param.lr<small", .notANumber(.param), 9..<14),
            ("updated>2026-13-01", .notADate(.updated), 8..<18),
            ("updated>2026-10-01T12:00:00", .notADate(.updated), 8..<27),
            ("risk:hihg", .notAChoice(.risk, "hihg", nearest: "high"), 5..<9),
            ("state:gone", .notAChoice(.state, "gone", nearest: nil), 6..<10),
            ("stage>production", .notOrdered(.stage), 6..<16),
            ("risk>=low", .notOrdered(.risk), 6..<9),
            ("a*b", .starInside, 1..<2), ("model:a*b*", .starInside, 7..<8),
            ("!!!", .noWord, 0..<3), ("*", .noWord, 0..<1), ("\"\"", .noWord, 0..<2),
            ("a \"b", .quoteOpen, 2..<3), ("\"a\\\"", .quoteOpen, 0..<1),
            ("\"a\"b", .blankMissing, 3..<4), ("a\"b\"", .blankMissing, 1..<2),
            ("(a OR (b)", .parenthesisOpen, 0..<1), ("a) b", .parenthesisStray, 1..<2),
            ("a OR", .operandMissing, 4..<5), ("OR a", .operandMissing, 0..<2),
            ("a AND AND b", .operandMissing, 6..<9), ("()", .operandMissing, 1..<2),
            ("card - fraud", .operandMissing, 6..<7), ("NOT", .operandMissing, 3..<4),
            ("a\u{0}", .controlCharacter, 1..<2),
        ] as [(String, QueryError.Problem, Range<Int>)])
    func `is told with its place`(text: String, problem: QueryError.Problem, range: Range<Int>) {
        let error = #expect(throws: QueryError.self) { try SearchQuery(parsing: text) }
        #expect(error?.problem == problem)
        #expect(error?.range == range)
    }

    @Test func `is told to people with what to do about it`() throws {
        let error = try #require(throws: QueryError.self) {
            try SearchQuery(parsing: "risk:high framwork:pytorch")
        }
        let told = RegistryError(error)
        #expect(told.objections.map(\.code) == [.queryInvalid])
        #expect(told.objections[0].message == "There is no field 'framwork' (at character 11).")
        #expect(told.objections[0].remedy == "Did you mean `framework`?")
    }
}
