import ArgumentParser
import Registry
import RegistryCore

/// `cairn alias`
struct Alias: Verb {
    static let configuration = CommandConfiguration(
        commandName: "alias",
        abstract: "Give a version of a model a name of its own, or take the name away.")
    static let examples = [
        "cairn alias fraud/detector champion v3", "cairn alias fraud/detector champion --delete",
    ]

    @Argument(
        help: ArgumentHelp("The model.", valueName: "ns/name"),
        completion: .models, transform: ModelName.init(checking:))
    var model: ModelName

    @Argument(help: "The name.", transform: AliasName.init(checking:))
    var alias: AliasName

    @Argument(help: "The version, such as v3.", transform: VersionNumber.init(checking:))
    var version: VersionNumber?

    @Flag(help: "Take the name away.")
    var delete = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard delete == (version == nil) else {
            throw ValidationError("Give either a version or --delete.")
        }
    }

    func run(in context: Context) async throws -> AliasReport {
        let workspace = try await Workspace.open(context.session())
        return AliasReport(
            changed: try await workspace.setAlias(alias, of: model, to: version))
    }
}

/// What `alias` prints.
struct AliasReport: Report {
    let changed: ChangedAlias

    func encode(to encoder: any Encoder) throws { try changed.encode(to: encoder) }

    var blocks: [Block] {
        let name = "\(changed.model)@\(changed.alias)"
        return [.line(changed.version.map { "\(name) is \($0)" } ?? "\(name) is gone")]
    }
}
