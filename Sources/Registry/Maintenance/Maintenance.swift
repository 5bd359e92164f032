import Artifacts
import FoundationEssentials
import Git
package import RegistryCore

/// Keeps a repository quick as it grows, while others read from it and push to it.
///
/// Nothing is pruned, expired or rewritten in place: Git writes each new file whole under a
/// temporary name, gives it its name, and only then removes what it replaces, so a reader finds
/// every object and ref before, during and after. Cut short anywhere, it leaves the repository as
/// good as it was, and the next run goes on.
struct Maintenance {
    let catalog: Catalog

    private var git: GitProgram { catalog.objectGit }
    private var folder: String { git.directory }

    func run() async throws(RegistryError) -> MaintenanceReport {
        let turn: Turn?
        do { turn = try Turn.take(at: "\(folder)/cairn/maintenance.turn") } catch {
            throw explain(error)
        }
        guard let turn else {
            throw RegistryError(
                .conflict, "Another run of maintenance is under way in '\(folder)'.",
                remedy: "Let it end; two at once would only do the same work twice.")
        }
        let before = try await condition()
        let remains = Remains(in: folder)
        await remains.clear(remains.locks())
        let leftovers = await remains.deadTemporaries(removing: true)
        try await packRefs()
        try await packObjects()
        try await writeGraph()
        let after = try await condition()
        do { try MaintenanceSchedule(catalog: catalog).note() } catch { throw explain(error) }
        _ = consume turn
        return MaintenanceReport(path: folder, before: before, after: after, leftovers: leftovers)
    }

    /// Loose refs into the one sorted file in which a ref is found by halving.
    private func packRefs() async throws(RegistryError) {
        try await run(["pack-refs", "--all", "--prune"], "packing refs")
    }

    /// Loose objects and small packs into larger ones, each at least twice the size of the next, so
    /// there are ever only a few, and an object is copied only as often as its pack doubles.
    ///
    /// Reachable or not, every object stays.
    private func packObjects() async throws(RegistryError) {
        try await run(["repack", "--geometric=2", "-d", "-l", "-q"], "packing objects")
    }

    /// The commit-graph, with what each commit changed; a new layer holds only what is new, and
    /// small layers are merged.
    ///
    /// Version refs are left out, for `main` leads to them all, and tags, for stages do.
    private func writeGraph() async throws(RegistryError) {
        let tips: GitOutput
        do {
            tips = try await git.require(
                [
                    "for-each-ref", "--format=%(objectname)", "refs/heads", "refs/remotes",
                    "refs/audit",
                ], limit: 1 << 30)
        } catch {
            throw explain(error, "listing branches")
        }
        try await run(
            [
                "commit-graph", "write", "--stdin-commits", "--split", "--changed-paths",
                "--no-progress",
            ], "writing the commit-graph", input: tips.output)
    }

    /// No hook is asked: no ref gets another value.
    private func run(
        _ arguments: [GitArgument], _ what: String, input: [UInt8] = []
    ) async throws(RegistryError) {
        let settings: [GitArgument] = [
            "-c", "core.hooksPath=/dev/null", "-c", "core.packedRefsTimeout=10000",
        ]
        do { try await git.require(settings + arguments, input: input) } catch {
            throw explain(error, what)
        }
    }

    private func condition() async throws(RegistryError) -> RepositoryCondition {
        let output: GitOutput
        do { output = try await git.require(["count-objects", "-v"]) } catch {
            throw explain(error, "counting objects")
        }
        var counts: [Substring: Int64] = [:]
        for line in output.text.split(separator: "\n") {
            let words = line.split(separator: ":")
            counts[words[0]] = words.count == 2 ? Int64(words[1].drop { $0 == " " }) : nil
        }
        return RepositoryCondition(
            looseObjects: Int(counts["count"] ?? 0), packs: Int(counts["packs"] ?? 0),
            packedSize: (counts["size-pack"] ?? 0) * 1024, looseRefs: files(below: "refs"),
            graphLayers: graphLayers())
    }

    /// The files below `folder` of the repository.
    private func files(below place: String) -> Int {
        let names =
            (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(place)")) ?? []
        return names.reduce(0) { count, name in
            var isFolder = false
            let path = "\(folder)/\(place)/\(name)"
            let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            guard isFolder else { return count + (isThere ? 1 : 0) }
            return count + files(below: "\(place)/\(name)")
        }
    }

    private func graphLayers() -> Int {
        let info = "\(folder)/objects/info"
        let layers = try? FileManager.default.contentsOfDirectory(atPath: "\(info)/commit-graphs")
        let isWhole = FileManager.default.fileExists(atPath: "\(info)/commit-graph")
        return (layers ?? []).count { $0.hasSuffix(".graph") } + (isWhole ? 1 : 0)
    }
}

extension Workspace {
    /// Packs the refs and objects of the registry, or of the clone, and writes its commit-graph.
    package func maintain() async throws(RegistryError) -> MaintenanceReport {
        try await Maintenance(catalog: catalog).run()
    }
}
