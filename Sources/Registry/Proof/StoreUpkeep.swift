import Artifacts
import Cryptography
import FoundationEssentials
import Git
package import RegistryCore

/// What `store stat` counts.
package struct StoreReport: Encodable, Sendable {
    package let artifacts: Int
    package let bytes: Int64
}

/// What `store verify` found.
package struct StoreVerification: Encodable, Sendable {
    package let artifacts: Int
    package let bytes: Int64
    package let objections: [Objection]
    /// Objects that another program holds a link to, and could write through.
    package let shared: [Digest]
    /// Paths of what writes under way, or killed, have not finished; no reader sees it.
    package let unfinished: [String]
}

/// What `store gc` removed, or would remove.
package struct StoreSweep: Encodable, Sendable {
    package let kept: Int
    package let young: Int
    package let removed: [Digest]
    package let bytes: Int64
    package let leftovers: [String]
    package let isDryRun: Bool

    private enum CodingKeys: String, CodingKey {
        case kept, young, removed, bytes, leftovers
        case isDryRun = "dry_run"
    }
}

extension Workspace {
    /// The store that the upkeep commands look after: the registry's own, else the clone's.
    private var keptStore: any OwnedStore {
        get throws(RegistryError) { try registryStore ?? localStore }
    }

    /// How much the store holds.
    package func storeStatistics() async throws(RegistryError) -> StoreReport {
        let store = try keptStore
        do {
            let statistics = try await store.statistics()
            return StoreReport(artifacts: statistics.artifacts, bytes: statistics.bytes)
        } catch {
            throw explain(error)
        }
    }

    /// Reads every artifact again and compares it with its name.
    package func verifyStore() async throws(RegistryError) -> StoreVerification {
        let found: Verification
        let store = try keptStore
        do { found = try await store.verify(progress: session.progress) } catch {
            throw explain(error)
        }
        let damaged = found.damaged.flatMap { explain($0.reason).objections }
        let misplaced = found.misplaced.map { path in
            Objection(
                .corrupt, "'\(path)' is no artifact and does not belong there.",
                remedy: "See who put it there, and move it away.")
        }
        return StoreVerification(
            artifacts: found.objects, bytes: found.bytes, objections: damaged + misplaced,
            shared: found.shared.map(\.digest), unfinished: found.unfinished)
    }

    /// Removes artifacts that no ref's history names and that are older than `grace`.
    ///
    /// What is not sure to be unwanted is kept: every small blob reachable from any ref is read as
    /// a pointer, wherever it lies.
    package func collectGarbage(
        grace: TimeSpan, dryRun: Bool
    ) async throws(RegistryError) -> StoreSweep {
        // Others have pushed to the registry what a clone of it has not fetched.
        if let registryFolder, catalog.layout != .bare {
            return try await Workspace.onDisk(session, registryFolder)
                .collectGarbage(grace: grace, dryRun: dryRun)
        }
        let store = try keptStore
        guard store is FileStore || knowsEveryRef else {
            throw RegistryError(
                .usage, "This clone may not know of every ref that names an artifact.",
                remedy: "Run it on the registry: `cairn store gc -R \(remote.printable)`.")
        }
        let wanted = try await namedArtifacts()
        do {
            let sweep = try await store.collect(
                keeping: wanted.contains, grace: .seconds(grace.seconds), now: session.now,
                dryRun: dryRun)
            if !dryRun {
                ProvenArtifacts.forget(
                    before: session.now.addingTimeInterval(-30 * 86_400),
                    catalog: catalog.directory)
            }
            var leftovers = sweep.leftovers
            if !(store is FileStore), let folderStore {
                // Parts on their way to a bucket wait in the folder.
                leftovers += try await folderStore.removeAbandoned(
                    now: session.now, dryRun: dryRun)
            }
            return StoreSweep(
                kept: sweep.kept, young: sweep.young, removed: sweep.removed.map(\.digest),
                bytes: sweep.bytes, leftovers: leftovers, isDryRun: dryRun)
        } catch {
            throw explain(error)
        }
    }

    /// Every digest that a pointer in the whole history of any ref names.
    func namedArtifacts() async throws(RegistryError) -> Set<Digest> {
        let output: GitOutput
        do {
            output = try await catalog.objectGit.require(
                [
                    "rev-list", "--objects", "--no-object-names", "--filter-provided-objects",
                    "--filter=combine:object:type=blob+blob:limit=151", "--all",
                ], limit: 1 << 30)
        } catch {
            throw explain(error, "listing what refs name")
        }
        var wanted: Set<Digest> = []
        for line in output.text.split(separator: "\n") {
            guard let id = ObjectID(parsing: line), let pointer = try catalog.pointer(id) else {
                continue
            }
            wanted.insert(pointer.digest)
        }
        return wanted
    }
}
