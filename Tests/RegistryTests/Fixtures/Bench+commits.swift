import FoundationEssentials
import RegistryCore
import Testing

/// One change of a tree, written by `git fast-import`, which looks at nothing.
enum Change: Sendable {
    case file(String, String)
    /// A blob under a mode of its own, such as `100755` or `120000`.
    case blob(mode: String, String, String)
    /// Another object under any mode: a folder is `040000`, a submodule `160000`.
    case object(mode: String, String, ObjectID)
    case remove(String)
    case removeAll

    fileprivate var line: String {
        switch self {
        case .file(let path, let text):
            "M 100644 inline \(quoted(path))\n\(data(text))"
        case .blob(let mode, let path, let text):
            "M \(mode) inline \(quoted(path))\n\(data(text))"
        case .object(let mode, let path, let id): "M \(mode) \(id) \(quoted(path))\n"
        case .remove(let path): "D \(quoted(path))\n"
        case .removeAll: "deleteall\n"
        }
    }
}

/// The path as `fast-import` quotes it, every byte in octal.
private func quoted(_ path: String) -> String {
    let digits = path.utf8.map { byte in
        let octal = String(byte, radix: 8)
        return "\\" + String(repeating: "0", count: 3 - octal.count) + octal
    }
    return "\"\(digits.joined())\""
}

private func data(_ text: String) -> String {
    "data \(text.utf8.count)\n\(text)\n"
}

extension Bench {
    /// Makes a commit in the work repository, on the tree of its first parent.
    func commit(
        onto parent: ObjectID, and other: ObjectID? = nil, by person: String = "alice",
        message: String = "x", _ changes: Change...
    ) async throws -> ObjectID {
        try await commit(
            onto: [parent] + [other].compactMap(\.self), by: person, message: message, changes)
    }

    func commit(
        onto parents: [ObjectID], by person: String = "alice", message: String = "x",
        _ changes: [Change]
    ) async throws -> ObjectID {
        let now = Int(Date().timeIntervalSince1970)
        let words = zip(parents.indices, parents).map { ($0 == 0 ? "from " : "merge ") + "\($1)\n" }
        let stream =
            "commit refs/heads/draft\nmark :1\n"
            + "committer \(person) <\(person)@example.com> \(now) +0000\n\(data(message))"
            + words.joined() + changes.map(\.line).joined() + "\nget-mark :1\n"
        let text = try await run(
            ["git", "fast-import", "--quiet", "--force"], in: work, input: stream)
        return try #require(ObjectID(parsing: text), "\(text)")
    }

    /// Makes a transition of a stage that stands on `base` to what `version` shows of the model.
    func transition(
        to version: ObjectID, onto base: ObjectID, by person: String = "alice",
        model: String = "fraud/detector", message: String = "x"
    ) async throws -> ObjectID {
        let folder = try await id("\(version):models/\(model)")
        return try await commit(
            onto: base, by: person, message: message,
            .object(mode: "040000", "models/\(model)", folder))
    }

    /// The two files of every stage's root, as `main` has them.
    func rootFiles(of main: ObjectID? = nil) async throws -> [Change] {
        let attributes = try await id("\(main ?? facts.first):.gitattributes")
        let config = try await id("\(main ?? facts.first):.lfsconfig")
        return [
            .object(mode: "100644", ".gitattributes", attributes),
            .object(mode: "100644", ".lfsconfig", config),
        ]
    }

    /// The merge of a proposal into `tip` that a host's button makes.
    func merge(_ proposal: ObjectID, into tip: ObjectID) async throws -> ObjectID {
        let tree = try await id("\(proposal)^{tree}")
        return try await commit(onto: tip, and: proposal, .object(mode: "040000", "", tree))
    }
}

/// The record of a version, with more lines at its end.
func record(_ version: Int, _ more: String = "") -> String {
    "schema: cairn.version/v1\nversion: \(version)\n\(more)"
}

/// A model's manifest, with more lines at its end.
func manifest(_ name: String, _ more: String = "") -> String {
    "schema: cairn.model/v1\nname: \(name)\n\(more)"
}

/// A file of `fraud/detector`.
func detector(_ path: String, _ text: String) -> Change {
    .file("models/fraud/detector/\(path)", text)
}

/// An artifact of `fraud/detector` whose bytes the registry's store has.
func artifact(_ path: String) -> Change {
    detector("artifacts/\(path)", BenchTemplate.pointer())
}
