import Artifacts
import FoundationEssentials

/// What git leaves in a repository when it is killed: locks, which stop whoever comes next, and
/// temporary files.
///
/// Git writes no owner into its locks. A file is dead when nothing has touched it for two seconds
/// and every `git` that works in the repository has started later than that: whoever made it was
/// there before. This holds on one machine, to which a catalog's folder belongs.
struct Remains: Sendable {
    /// The repository's own folder, absolute.
    let folder: String
    /// The clone's files, if there are any.
    let workTree: String?
    /// Processes known to hold nothing here.
    let excluded: Set<Int32>

    init(in folder: String, workTree: String? = nil, except excluded: Set<Int32> = []) {
        self.folder = folder
        self.excluded = excluded
        let isOfClone = folder.hasSuffix("/.git")
        self.workTree = workTree ?? (isOfClone ? String(folder.dropLast("/.git".count)) : nil)
    }

    /// Far longer than git holds a lock, unless it waits for a hook or an editor, and then it runs.
    private static let quiet = 2.0
    /// How far off the time of a file and the start of a process are told, in seconds.
    private static let coarseness = 0.1

    /// Removes what is dead of these files, after waiting until that can be told.
    ///
    /// - Parameters:
    ///   - files: Paths below `folder`, whether or not there is such a file.
    ///   - programs: How the names of the programs begin that make such files.
    /// - Returns: The paths removed.
    @discardableResult
    func clear(_ files: [String], programs: [String] = ["git"]) async -> [String] {
        guard files.contains(where: { age(of: $0) != nil }) else { return [] }
        // Whoever holds one rightly lets it go meanwhile.
        for _ in 0..<50 {
            guard files.contains(where: isFresh) else { break }
            try? await Task.sleep(for: .milliseconds(50))
        }
        // Two who clear at once could take away the lock of a third who has come in between.
        guard let turn = try? Turn.take(at: "\(folder)/cairn/clearing") else { return [] }
        let dead = dead(files, programs: programs)
        for file in dead { try? FileManager.default.removeItem(atPath: "\(folder)/\(file)") }
        _ = consume turn
        return dead
    }

    /// Those of these files that nobody can still be using.
    func dead(_ files: [String], programs: [String] = ["git"]) -> [String] {
        let ages = files.compactMap { file in age(of: file).map { (file, $0) } }
            .filter { $0.1 >= Self.quiet }
        guard !ages.isEmpty else { return [] }
        let places = [folder, workTree].compactMap(\.self)
        let running = GitProcess.running(in: places, programs: programs, except: excluded)
        let oldest = running.map(\.age).max() ?? 0
        return ages.filter { $0.1 > oldest + Self.coarseness }.map(\.0)
    }

    /// How long ago a file was touched, in seconds; `nil` if there is none. A clock that was set
    /// back makes a file of the future, which is as old as it is young.
    private func age(of file: String) -> Double? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(file)")
        return (attributes?[.modificationDate] as? Date).map { abs($0.timeIntervalSinceNow) }
    }

    private func isFresh(_ file: String) -> Bool {
        age(of: file).map { $0 < Self.quiet } ?? false
    }
}
