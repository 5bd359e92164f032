import ArgumentParser
import FoundationEssentials
import RegistryCore

/// `cairn manual`
struct Manual: Verb {
    static let configuration = CommandConfiguration(
        commandName: "manual",
        abstract: "Write the manual's pages into a folder.",
        discussion: "One page a command, for man(1); `make install` puts them where it looks.")
    static let examples = ["cairn manual /usr/local/share/man/man1"]

    @Argument(help: "The folder; it is made if it is not there.", completion: .directory)
    var folder: String

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> ManualReport {
        let folder = context.path(folder)
        let pages = ManualPage.all(of: Cairn.self, on: context.now)
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            for page in pages {
                try Data(page.text.utf8).write(to: URL(filePath: "\(folder)/\(page.fileName)"))
            }
        } catch {
            throw RegistryError(
                .storageFailed, "The pages can't be written to '\(folder.printable)'.",
                remedy: "Choose a folder that this account may write to.")
        }
        return ManualReport(folder: folder, pages: pages.map(\.fileName))
    }
}

/// What `manual` prints.
struct ManualReport: Report {
    let folder: String
    let pages: [String]

    private enum CodingKeys: String, CodingKey { case folder, pages }

    var blocks: [Block] { [.line("Wrote \(pages.count) pages into \(folder)")] }
}
