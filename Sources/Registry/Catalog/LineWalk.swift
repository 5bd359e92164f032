import Git
import RegistryCore
import Synchronization

/// The line of `main`, walked once, by `git`, while those who ask about versions are at work.
///
/// A million commits take `git` most of a second. Without the line the index tells where a version
/// is, at the cost of a tree more for each; a clone has no index, and waits.
final class LineWalk: Sendable {
    private final class Found: Sendable {
        let line = Mutex<MainLine?>(nil)
    }

    private let found = Found()
    private let task: Task<MainLine, any Error>

    /// Begins at once, before all else that waits for a core.
    init(to snapshot: Snapshot, of place: CatalogPlace) {
        task = Task(priority: .high) { [found] in
            let line = try await place.open().wholeLine(at: snapshot)
            found.line.withLock { $0 = line }
            return line
        }
    }

    /// The line, once it is there.
    func line() async throws(RegistryError) -> MainLine {
        do { return try await task.value } catch { throw RegistryError(any: error) }
    }

    /// The line, if it is there by now.
    fileprivate var lineUntilNow: MainLine? { found.line.withLock { $0 } }
}

extension Catalog {
    /// Looks versions up on the line from now on: a registry, which has the index until then, if
    /// the walk has ended; a clone waits for that.
    func follow(_ walk: LineWalk) async throws(RegistryError) {
        guard memory.line == nil else { return }
        if layout == .bare {
            memory.line = walk.lineUntilNow
        } else {
            memory.line = try await walk.line()
        }
    }
}
