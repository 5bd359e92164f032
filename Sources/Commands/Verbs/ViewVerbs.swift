import ArgumentParser
import Registry
import RegistryCore

/// `cairn view`
struct ViewVerbs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "view", abstract: "Keep searches for one another.",
        subcommands: [ViewList.self, ViewSave.self, ViewRemove.self])
}

/// `cairn view list`
struct ViewList: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the saved searches, by name.")
    static let examples = ["cairn view list"]

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> ViewListReport {
        ViewListReport(views: try await Workspace.open(context.session()).views())
    }
}

/// What `view list` prints.
struct ViewListReport: Report {
    let views: [NamedView]

    var blocks: [Block] {
        guard !views.isEmpty else { return [.line("There is no view yet.")] }
        return [
            .table(
                Table(
                    ["view", "title", "query", "sort"],
                    rows: views.map {
                        ["\($0.name)", $0.view.title, $0.view.query, $0.view.sort ?? "-"]
                    }))
        ]
    }
}

/// `cairn view save`
struct ViewSave: Verb {
    static let configuration = CommandConfiguration(
        commandName: "save", abstract: "Save a search for everybody, or save it anew.",
        discussion: """
            It is a file below views/ on main, which takes the role contributor. The models page \
            offers it by its title, and `cairn search --view` asks it.
            """)
    static let examples = [
        "cairn view save in-production stage:production --title 'What runs'",
        "cairn view save best 'framework:pytorch -state:archived' --title Best --sort -metric.auc",
    ]

    @Argument(help: "What it is called.", transform: ViewName.init(checking:))
    var name: ViewName

    @Argument(help: ArgumentHelp("What to look for, as in `cairn search`.", valueName: "query"))
    var query: [String]

    @Option(help: "What it is called where it is offered.")
    var title: String

    @Option(help: "What else there is to say of it.")
    var description: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("By \(SearchOrder.usage).", valueName: "key"),
        transform: SearchOrder.init(checking:))
    var sort: SearchOrder = .usual

    @OptionGroup var global: GlobalOptions

    static func spelled(_ words: [String]) -> [String] {
        spellingQueries(in: words, after: ["--title", "--description", "--sort"])
    }

    func run(in context: Context) async throws -> ViewChangeReport {
        let view = SavedView(
            title: title, description: description,
            query: try SearchQuery(typed: query), order: sort)
        let workspace = try await Workspace.open(context.session())
        return ViewChangeReport(
            view: name, commit: try await workspace.save(view, as: name), deed: "Saved")
    }
}

/// `cairn view remove`
struct ViewRemove: Verb {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove a saved search.")
    static let examples = ["cairn view remove in-production"]

    @Argument(help: "What it is called.", transform: ViewName.init(checking:))
    var name: ViewName

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> ViewChangeReport {
        let workspace = try await Workspace.open(context.session())
        return ViewChangeReport(
            view: name, commit: try await workspace.removeView(name), deed: "Removed")
    }
}

/// What `view save` and `view remove` print.
struct ViewChangeReport: Report {
    let view: ViewName
    let commit: ObjectID
    let deed: String

    private enum CodingKeys: String, CodingKey { case view, commit }

    var blocks: [Block] {
        [.line("\(deed) the view \(view)"), .facts([Fact("Commit", "\(commit)")])]
    }
}
