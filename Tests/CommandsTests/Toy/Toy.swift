import ArgumentParser
import Commands
import FoundationEssentials
import RegistryCore

/// A small tree of commands that uses all that the frame offers.
struct Toy: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "toy", abstract: "Try the frame.", version: "1.2.3",
        subcommands: [Greet.self, Refuse.self, Judge.self, Wipe.self, Store.self, Secret.self])

    @OptionGroup var global: GlobalOptions
}

/// Says what it was told, and where.
struct Greet: Verb {
    static let configuration = CommandConfiguration(abstract: "Greet somebody.")
    static let examples = ["toy greet ada@example.com --times 2"]

    @Argument(help: "Who is greeted.", transform: Person.init(checking:))
    var person: Person

    @Option(help: "How often.")
    var times = 1

    @Option(
        name: .customLong("metric"), help: "A number to mention.",
        transform: MetricWord.init(checking:))
    var metrics: [MetricWord] = []

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> Greeting {
        context.note("Greeting.")
        return Greeting(
            person: person, times: times, at: context.now, registry: context.registry,
            folder: context.path("x/../y"))
    }
}

struct Greeting: Report {
    let person: Person
    let times: Int
    let at: Date
    let registry: String?
    let folder: String

    var blocks: [Block] {
        [.line("Hello, \(person)."), .facts([Fact("at", at.timestamp), Fact("folder", folder)])]
    }
}

/// Fails as it is told to.
struct Refuse: Verb {
    static let configuration = CommandConfiguration(abstract: "Fail.")
    static let examples = ["toy refuse stale conflict"]

    @Argument var codes: [String] = []
    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> Greeting {
        struct Bug: Error {}
        let objections = codes.compactMap(ErrorCode.init(rawValue:)).map {
            Objection($0, "It is \($0.rawValue).", remedy: "Do not be \($0.rawValue).")
        }
        guard !objections.isEmpty else { throw Bug() }
        throw RegistryError(objections)
    }
}

/// Finds something wrong, which is its job.
struct Judge: Verb {
    static let configuration = CommandConfiguration(abstract: "Judge.", aliases: ["weigh"])
    static let examples = ["toy judge"]

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> Judgement {
        Judgement(objections: [Objection(.corrupt, "A byte differs.", remedy: "Fetch it again.")])
    }
}

struct Judgement: Report {
    let objections: [Objection]
    var ok: Bool { objections.isEmpty }
    var blocks: [Block] { [.line("1 artifact read.")] }
}

/// Asks first.
struct Wipe: Verb {
    static let configuration = CommandConfiguration(abstract: "Wipe.")
    static let examples = ["toy wipe --yes", #"toy wipe --name "the disk""#]

    @Option var name: String?
    @Flag var yes = false
    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> Wiped {
        let name = try name ?? context.ask("What to wipe", usual: "all", option: "--name")
        try context.confirm("Wipe \(name)?", isConfirmed: yes)
        return Wiped(name: name)
    }
}

struct Wiped: Report {
    let name: String
    var blocks: [Block] { [.line("Wiped \(name).")] }
}

/// A group of commands.
struct Store: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look after the store.", subcommands: [Verify.self])

    struct Verify: Verb {
        static let configuration = CommandConfiguration(abstract: "Read it all.")
        static let examples = ["toy store verify"]

        @OptionGroup var global: GlobalOptions

        func run(in context: Context) async throws -> Wiped {
            let input = try context.readInput(limit: 4)
            let name = await context.following("Reading", total: 4) { advance in
                input.forEach { _ in advance(1) }
                return String(decoding: input, as: UTF8.self)
            }
            return Wiped(name: name)
        }
    }
}

/// Works, but help keeps quiet about it.
struct Secret: Verb {
    static let configuration = CommandConfiguration(shouldDisplay: false)
    static let examples = ["toy secret"]

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> Wiped { Wiped(name: "nothing") }
}
