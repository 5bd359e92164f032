import ArgumentParser
import Registry
import RegistryCore

/// `cairn upload`
struct Upload: Verb {
    static let configuration = CommandConfiguration(
        commandName: "upload",
        abstract: "Send what the commits to be pushed name and the registry's store lacks.",
        discussion: "The clone's pre-push hook does the same by itself.")
    static let examples = ["cairn upload"]

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> UploadReport {
        let done = try await context.following("Uploading") { advance in
            let workspace = try await Workspace.open(
                context.session(counting: advance), fresh: true)
            return try await workspace.upload()
        }
        return UploadReport(done: done)
    }
}

/// What `upload` prints.
struct UploadReport: Report {
    let done: Uploaded

    func encode(to encoder: any Encoder) throws { try done.encode(to: encoder) }

    private func count(_ number: Int) -> String { "\(number) artifact\(number == 1 ? "" : "s")" }

    var blocks: [Block] {
        [
            .line(
                "Sent \(count(done.uploaded.count)) (\(ByteCount(done.bytes))); "
                    + "the registry had \(count(done.present)) already."),
            .table(
                Table(
                    [.number("size"), "sha256"],
                    rows: done.uploaded.map { ["\(ByteCount($0.size))", "\($0.sha256)"] })),
        ]
    }
}
