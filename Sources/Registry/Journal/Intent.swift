import FoundationEssentials
import Git
import RegistryCore

/// A push that `pre-receive` accepted, written down before git moves its refs.
///
/// Whatever happens next, the push can be finished or discarded by comparing refs.
struct Intent: Hashable, Sendable, Codable {
    /// The audit entry to be, its number still open.
    var entry: AuditEntry
    /// What the verdict read; the ref transaction reads it again.
    var evidence: ReadEvidence
    /// The `git receive-pack` that runs the hooks; the intent is not ours to finish while it lives.
    var process: ProcessMark

    /// The intent's name, also that of its file.
    var id: String { entry.intent }
}

/// What a verdict looked at, by name and content.
struct ReadEvidence: Hashable, Sendable, Codable {
    /// Paths on `main`, with the object found there, or `nil` for nothing.
    var paths: [String: ObjectID?] = [:]
    /// Refs by their exact name, or `nil` for nothing.
    var refs: [String: ObjectID?] = [:]
    /// Prefixes of refs, with everything found below.
    var folders: [String: [String: ObjectID]] = [:]
}

extension Catalog {
    /// Reads again what `earlier` names, as it is now.
    func reread(_ earlier: ReadEvidence) async throws(RegistryError) -> ReadEvidence {
        var now = ReadEvidence()
        let tree = try snapshot().tree
        for path in earlier.paths.keys {
            now.paths[path] = .some(try entry(at: path, in: tree)?.id)
        }
        for name in earlier.refs.keys {
            guard let ref = CatalogRef(parsing: name) else { continue }
            now.refs[name] = .some(try tip(ref))
        }
        for folder in earlier.folders.keys {
            now.folders[folder] = [:]
            for (ref, id) in try await refs(under: folder) {
                now.folders[folder]?[ref.description] = id
            }
        }
        return now
    }
}

/// A process that can be told from a later one with the same number.
struct ProcessMark: Hashable, Sendable, Codable {
    let pid: Int32
    /// Clock ticks between boot and the start of the process (proc(5), field 22 of `stat`).
    let started: String

    /// The process `pid`, if it lives.
    init?(pid: Int32) {
        guard let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
            let name = stat.lastIndex(of: ")")
        else { return nil }
        // The name may hold spaces and parentheses; fields are counted from its last one.
        let fields = stat[stat.index(after: name)...].split(separator: " ")
        guard fields.count > 19 else { return nil }
        self.pid = pid
        started = String(fields[19])
    }

    /// Whether that very process still runs.
    var isAlive: Bool { ProcessMark(pid: pid) == self }
}
