import ArgumentParser
import Commands
import FoundationEssentials
import Support
import Testing

@Suite struct `The manual` {
    private static let day = Date(timeIntervalSince1970: 1_795_442_591)

    @Test func `has a page for every command that help shows`() {
        let names = ManualPage.all(of: Toy.self, on: Self.day).map(\.fileName)
        #expect(
            names == [
                "toy.1", "toy-greet.1", "toy-refuse.1", "toy-judge.1", "toy-wipe.1",
                "toy-store.1", "toy-store-verify.1",
            ])
    }

    @Test func `says of a command what its help says`() throws {
        let page = try #require(
            ManualPage.all(of: Toy.self, on: Self.day).first { $0.fileName == "toy-greet.1" })
        let start = """
            .Dd 2026-11-23
            .Dt TOY-GREET 1
            .Os
            .Sh NAME
            .Nm toy-greet
            .Nd Greet somebody
            .Sh SYNOPSIS
            .Nm toy greet
            .Ar person
            .Op Fl -times Ar times
            .Op Fl -metric Ar metric ...
            """
        #expect(page.text.hasPrefix(start))
        #expect(page.text.contains("\n.It Fl -times Ar times\nHow often.\nDefault: 1.\n"))
        #expect(page.text.contains("\n.It 4\nthe catalog\\(aqs format or policy does"))
        #expect(page.text.contains("\n.Dl toy greet ada@example.com \\-\\-times 2\n"))
        #expect(page.text.hasSuffix(".Sh SEE ALSO\n.Xr git 1 ,\n.Xr toy 1\n"))
    }

    @Test(
        .enabled("no groff and no mandoc here") { !formatters.isEmpty }, arguments: formatters)
    func `is what the formatter takes without a word`(formatter: [String]) async throws {
        let scratch = try Scratch("cairn-manual")
        let paths = try ManualPage.all(of: Cairn.self, on: .now).map {
            try scratch.write($0.fileName, $0.text)
        }
        let outcome = try await shell(
            formatter + paths, in: scratch.path,
            environment: hermeticEnvironment(home: scratch.path, [:]))
        #expect(outcome.status == 0)
        #expect(outcome.output + outcome.errors == "")
    }
}

/// What can read pages here, told to complain of whatever is wrong and to print nothing else.
private let formatters: [[String]] = [
    ["groff", "-man", "-mdoc", "-ww", "-Wbreak", "-z"], ["mandoc", "-Tlint", "-Wwarning"],
].filter { FileManager.default.isExecutableFile(atPath: "/usr/bin/\($0[0])") }
