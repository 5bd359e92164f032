import Artifacts
import FoundationEssentials
import Git
import RegistryCore
import SearchIndex

/// Makes an index of a whole catalog: all cores read Git and parse, and one writes what they found,
/// in the order of `main`.
struct IndexRebuild {
    let catalog: Catalog
    let progress: Progress

    /// How many commits are read at a time: enough to be worth opening a repository, and few enough
    /// to be held by the dozen.
    private static let commitsAtOnce = 2_048
    private static let stagesAtOnce = 256

    /// - Parameter path: Where no file is yet; what is there after an error is no index.
    func run(into path: String) async throws(RegistryError) -> IndexCounts {
        do {
            let build = try IndexBuild(at: path)
            // The log before all else: whatever an entry tells of has moved by then.
            let log = try catalog.tip(.auditLog)
            let snapshot = try catalog.snapshot()
            var counts = IndexCounts()
            let line = try await CommitList(
                to: snapshot.commit, of: catalog, at: "\(path).commits")
            try await addCommits(line, to: build, &counts)
            try build.createIndexes()
            try await addModels(snapshot, to: build, &counts)
            try await addStages(snapshot, to: build, &counts)
            let main = IndexState.MainPlace(commit: snapshot.commit, place: Int64(line.count) - 1)
            try build.finish(IndexState(main: main, log: log))
            return counts
        } catch let error as IndexError {
            throw explain(error)
        } catch {
            throw RegistryError(any: error)
        }
    }

    private func addCommits(
        _ line: CommitList, to build: IndexBuild, _ counts: inout IndexCounts
    ) async throws {
        let chunks = chunks(of: line.count, Self.commitsAtOnce)
        try await catalog.inOrder(chunks) { catalog, chunk in
            try zip(chunk, await line.commits(chunk)).map { place, commit in
                try ChangeReader.changes(of: commit, at: Int64(place), in: catalog)
            }
        } taking: { commits in
            for commit in commits {
                try build.add(commit.models, date: commit.date)
                counts.versions += commit.models.count { $0.version != nil }
                counts.unreadable += commit.unreadable
            }
            progress.report(Int64(commits.count))
        }
    }

    private func addModels(
        _ snapshot: Snapshot, to build: IndexBuild, _ counts: inout IndexCounts
    ) async throws {
        let namespaces = try catalog.folders("models", in: snapshot.tree)
        try await catalog.inOrder(namespaces) { catalog, namespace in
            try catalog.folders("models/\(namespace)", in: snapshot.tree).compactMap { name in
                guard let model = ModelName(parsing: "\(namespace)/\(name)"),
                    let folder = try catalog.entry(at: model.folder, in: snapshot.tree)
                else { return nil as ModelDescription? }
                return try ModelDescription.read(model, in: folder.id, from: catalog)
            }
        } taking: { models in
            for model in models { try build.describe(model.model, model.remarks) }
            counts.models += models.count
        }
    }

    private func addStages(
        _ snapshot: Snapshot, to build: IndexBuild, _ counts: inout IndexCounts
    ) async throws {
        let branches = try catalog.stageBranches()
        try await catalog.inOrder(chunks(of: branches.count, Self.stagesAtOnce)) { catalog, chunk in
            try branches[chunk].compactMap { stage, model in
                try catalog.tip(.stage(stage, model)).map { tip in
                    try catalog.stageRows(
                        stage, model, tip: tip, from: StageStart(), at: snapshot)
                }
            }
        } taking: { stages in
            try build.write { writer in
                for rows in stages { try rows.write(to: writer) }
            }
            counts.stages += stages.count
            counts.deployments += stages.reduce(0) { $0 + $1.deployments.count }
        }
    }
}

private func chunks(of count: Int, _ size: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
}
