import ArgumentParser
import Registry
import RegistryCore

/// `cairn diff`
struct Diff: Verb {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Compare two versions: metrics, parameters, files, and everything else recorded.")
    static let examples = ["cairn diff fraud/detector@production fraud/detector@latest"]

    @Argument(
        help: "The version before.", completion: .references, transform: Reference.init(checking:))
    var old: Reference

    @Argument(
        help: "The version after.", completion: .references, transform: Reference.init(checking:))
    var new: Reference

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> DiffReport {
        let workspace = try await Workspace.open(context.session())
        return DiffReport(difference: try await workspace.difference(from: old, to: new))
    }
}

/// What `diff` prints.
struct DiffReport: Report {
    let difference: VersionDifference

    func encode(to encoder: any Encoder) throws { try difference.encode(to: encoder) }

    var blocks: [Block] {
        [
            .facts([Fact("Before", title(difference.old)), Fact("After", title(difference.new))]),
            .table(metricTable(difference.metrics)),
            .table(fieldTable("parameter", difference.parameters)),
            .table(artifactTable(difference.artifacts)),
        ] + difference.tensors.flatMap(tensors) + [
            .table(fieldTable("field", difference.fields))
        ] + difference.texts.map(text)
    }

    private func tensors(_ found: TensorDifference) -> [Block] {
        let unread = found.unread > 0 ? ", \(found.unread) of one form not compared" : ""
        let summary =
            "artifacts/\(found.path): \(found.changes.count) tensors differ, "
            + "\(found.same) are the same\(unread)."
        let rows = found.changes.map { change in
            let new = change.old == change.new ? "other numbers" : change.new.map { "\($0)" }
            return [change.tensor.printable, change.old.map { "\($0)" } ?? "-", new ?? "-"]
        }
        return [.lines([summary]), .table(Table(["tensor", "before", "after"], rows: rows))]
    }

    private func title(_ side: VersionDifference.Side) -> String {
        "\(side.model)@\(side.version) \(side.digest)"
    }

    private func fieldTable(_ noun: Table.Column, _ changes: [FieldChange]) -> Table {
        Table(
            [noun, "before", "after"],
            rows: changes.map { [$0.field, $0.old ?? "-", $0.new ?? "-"] })
    }

    /// The file headers of `diff -u`, so that pagers and editors know it for what it is.
    private func text(_ change: TextChange) -> Block {
        let headers = [
            "--- \(change.path) (\(difference.old.version))",
            "+++ \(change.path) (\(difference.new.version))",
        ]
        return .lines(headers + change.lines)
    }
}
