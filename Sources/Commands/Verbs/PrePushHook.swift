import ArgumentParser
import Registry

/// `cairn hook pre-push`, in a clone
struct PrePushHook: Verb {
    static let configuration = CommandConfiguration(
        commandName: "pre-push", abstract: "Upload what the pushed commits name.")
    static let examples = ["cairn hook pre-push origin /srv/registry"]

    @Argument(help: "The remote's name.")
    var remote: String

    @Argument(help: "Where it is.")
    var url: String

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> Silence {
        let input = try context.readInput(limit: 16 << 20)
        try await context.following("Uploading") { advance in
            try await PrePush(
                session: context.session(counting: advance), remote: remote, url: url, input: input
            ).run()
        }
        return Silence()
    }
}
