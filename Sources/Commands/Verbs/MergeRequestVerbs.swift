import ArgumentParser
import Registry
import RegistryCore

/// `cairn mr`
struct MergeRequestVerbs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mr", abstract: "Review changes of main and promotions as merge requests.",
        discussion: """
            They are opened with git: `git push origin HEAD:refs/for/main -o title=…` for a change \
            of main; every promotion that `cairn promote` proposes is one. A clone reads them \
            without a network.
            """,
        subcommands: [
            RequestList.self, RequestShow.self, RequestDiff.self, RequestComment.self,
            RequestMerge.self, RequestClose.self, RequestReopen.self, RequestDraft.self,
            RequestReady.self,
        ])
}

/// `cairn mr list`
struct RequestList: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List merge requests, the newest first.")
    static let examples = ["cairn mr list", "cairn mr list --status merged --limit 10"]

    @Option(
        help: ArgumentHelp("open, closed, merged or all.", valueName: "status"),
        transform: RequestStatusWord.init(checking:))
    var status = RequestStatusWord(only: .open)

    @Option(help: "The most to list.", transform: LimitWord.init(checking:))
    var limit: LimitWord = .usual

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> RequestListing {
        let workspace = try await Workspace.open(context.session())
        return RequestListing(
            requests: try workspace.requests(status.only, limit: limit.count))
    }
}

/// `cairn mr show`
struct RequestShow: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a merge request: what happened, and what stands in its way now.")
    static let examples = ["cairn mr show 7", "cairn mr show 7 --format json"]

    @OptionGroup var target: RequestArgument
    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> RequestFinding {
        let workspace = try await Workspace.open(context.session())
        return RequestFinding(request: try await workspace.request(target.number))
    }
}

/// `cairn mr diff`
struct RequestDiff: Verb {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Show what a merge request changes, file by file.")
    static let examples = ["cairn mr diff 7"]

    @OptionGroup var target: RequestArgument
    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> RequestFiles {
        let workspace = try await Workspace.open(context.session())
        return RequestFiles(files: try workspace.requestFiles(target.number))
    }
}

/// `cairn mr comment`
struct RequestComment: Verb {
    static let configuration = CommandConfiguration(
        commandName: "comment", abstract: "Say something of a merge request.")
    static let examples = [
        "cairn mr comment 7 -m 'Good, once the card says so'",
        "cairn mr comment 7 --file models/fraud/detector/model.yaml --key risk -m 'Why high?'",
    ]

    @OptionGroup var target: RequestArgument

    @Option(
        name: .shortAndLong, help: "What to say, in Markdown.",
        transform: RequestProse.init(checking:))
    var message: RequestProse

    @Option(
        help: "The file that it is about, from the catalog's root.",
        transform: ArtifactPath.init(checking:))
    var file: ArtifactPath?

    @Option(
        help: "The value in that file that it is about.", transform: ManifestKey.init(checking:))
    var key: ManifestKey?

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if key != nil, file == nil { throw ValidationError("--key needs the --file it is in.") }
    }

    func run(in context: Context) async throws -> RequestAsked {
        let place = file.map { path in
            key.map { CommentPlace.key(path: path, key: $0) } ?? .file(path: path)
        }
        return try await target.ask(.comment(message, place), "Commented on", in: context)
    }
}

/// `cairn mr merge`
struct RequestMerge: Verb {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Merge a merge request, if the policy allows.",
        discussion: "A change of main is rebased onto it; a promotion moves its stage to the very "
            + "commit that was approved.")
    static let examples = [
        "cairn mr merge 7",
        "cairn mr merge 7 --revision 3b18e512dba79e4c8300dd08aeb37f8e728b8dad",
    ]

    @OptionGroup var target: RequestArgument

    @Option(
        help: "The commit that you have reviewed; if it was revised since, nothing is merged.",
        transform: ObjectID.init(checking:))
    var revision: ObjectID?

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> RequestAsked {
        try await target.ask(.merge, "Merged", reviewing: revision, in: context)
    }
}

/// `cairn mr close`
struct RequestClose: Verb {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Close a merge request without merging it.")
    static let examples = ["cairn mr close 7 -m 'v5 is better'"]

    @OptionGroup var target: RequestArgument

    @Option(
        name: .shortAndLong, help: "Why, in Markdown.", transform: RequestProse.init(checking:))
    var message: RequestProse?

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> RequestAsked {
        try await target.ask(.close(message), "Closed", in: context)
    }
}

/// `cairn mr reopen`
struct RequestReopen: Verb {
    static let configuration = CommandConfiguration(
        commandName: "reopen", abstract: "Open a merge request again that was closed.")
    static let examples = ["cairn mr reopen 7"]

    @OptionGroup var target: RequestArgument
    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> RequestAsked {
        try await target.ask(.reopen, "Reopened", in: context)
    }
}

/// `cairn mr draft`
struct RequestDraft: Verb {
    static let configuration = CommandConfiguration(
        commandName: "draft", abstract: "Make a merge request a draft, which is not merged.")
    static let examples = ["cairn mr draft 7"]

    @OptionGroup var target: RequestArgument
    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> RequestAsked {
        try await target.ask(.draft, "Made a draft of", in: context)
    }
}

/// `cairn mr ready`
struct RequestReady: Verb {
    static let configuration = CommandConfiguration(
        commandName: "ready", abstract: "Call a draft ready to be merged.")
    static let examples = ["cairn mr ready 7"]

    @OptionGroup var target: RequestArgument
    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> RequestAsked {
        try await target.ask(.ready, "Called ready", in: context)
    }
}

/// Which merge request is meant.
struct RequestArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp("Its number.", valueName: "number"),
        transform: RequestNumber.init(checking:))
    var number: RequestNumber

    /// Has the registry do it, and says that it did.
    func ask(
        _ order: RequestOrder, _ done: String, reviewing revision: ObjectID? = nil,
        in context: Context
    ) async throws -> RequestAsked {
        let workspace = try await Workspace.open(context.session(), fresh: true)
        return RequestAsked(
            request: try await workspace.ask(order, of: number, reviewing: revision), done: done)
    }
}
