import Artifacts
import Git
import RegistryCore
import SystemPackage

/// The commits of `main`, the oldest first, as git lists them into a file: a million of them need
/// not be held.
struct CommitList: Sendable {
    private let file: SteadyFile
    let count: Int

    /// 40 digits and a line end.
    private static let line = 41

    /// Has git list the commits from the root to `tip` into a file at `path`, where none is yet.
    init(to tip: ObjectID, of catalog: Catalog, at path: String) async throws {
        let list = try FileDescriptor.open(
            FilePath(path), .writeOnly, options: [.create, .exclusiveCreate],
            permissions: .ownerReadWrite)
        defer { try? list.close() }
        let status = try await catalog.git.show(
            ["rev-list", "--first-parent", "--reverse", .id(tip)], output: list)
        guard status == 0 else {
            throw RegistryError(
                .corrupt, "`git rev-list` can't list the commits of main.",
                remedy: "Run `git fsck` and restore what is missing from a clone.")
        }
        count = Int(try list.seek(offset: 0, from: .end)) / Self.line
        file = try SteadyFile(reading: path)
    }

    /// The commits at these places of `main`, 0 being the root.
    func commits(_ places: Range<Int>) async throws -> [ObjectID] {
        let (start, end) = (places.lowerBound * Self.line, places.upperBound * Self.line)
        let text = try await file.read(Int64(start)..<Int64(end))
        return String(decoding: text, as: UTF8.self).split(separator: "\n")
            .compactMap { ObjectID(parsing: $0) }
    }
}
