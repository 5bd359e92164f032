import FoundationEssentials
import RegistryCore
import Testing

/// One line of a tree as it is to be written, whatever git thinks of it.
struct RawEntry: Sendable {
    var mode = "100644"
    let name: [UInt8]
    /// `nil` for the blob of a pointer to the artifact that the store has.
    var id: ObjectID?

    init(_ name: String, mode: String = "100644", _ id: ObjectID? = nil) {
        self.init(bytes: Array(name.utf8), mode: mode, id)
    }

    init(bytes name: [UInt8], mode: String = "100644", _ id: ObjectID? = nil) {
        self.name = name
        self.mode = mode
        self.id = id
    }
}

extension Bench {
    /// Keeps bytes as an object of any kind in the work repository, however wrong they are.
    func object(_ kind: String, _ bytes: [UInt8]) async throws -> ObjectID {
        let file = "\(folder)/object"
        try Data(bytes).write(to: URL(filePath: file))
        let text = try await git("hash-object", "--literally", "-w", "-t", kind, file)
        return try #require(ObjectID(parsing: text), "\(text)")
    }

    /// Keeps a tree of these entries, in the order given.
    func tree(_ entries: [RawEntry]) async throws -> ObjectID {
        var bytes: [UInt8] = []
        for entry in entries {
            bytes += Array("\(entry.mode) ".utf8) + entry.name + [0]
            bytes += (entry.id ?? facts.pointer).rawBytes
        }
        return try await object("tree", bytes)
    }

    /// A third version of `fraud/detector` whose `artifacts/` has these entries besides `m.bin`.
    func version(withArtifacts entries: [RawEntry]) async throws -> ObjectID {
        try await version(withFolder: try await tree(entries))
    }

    /// A third version of `fraud/detector` whose `artifacts/` is this tree.
    func version(withFolder tree: ObjectID) async throws -> ObjectID {
        try await commit(
            onto: facts.main, detector("version.yaml", record(3)),
            .object(mode: "040000", "models/fraud/detector/artifacts", tree))
    }

    /// Signs bytes as `git tag -s` does, and returns the armoured signature.
    func signature(
        over payload: String, with key: String = "carol", namespace: String = "git"
    ) async throws -> String {
        try await run(
            ["ssh-keygen", "-q", "-Y", "sign", "-n", namespace, "-f", "\(folder)/keys/\(key)"],
            in: work, input: payload) + "\n"
    }
}
