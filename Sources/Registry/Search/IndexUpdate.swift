import Git
import RegistryCore
import SearchIndex

/// Brings rows from the state of Git that they show to the present one, in proportion to what lies
/// between: the commits of `main`, and the entries of the audit log.
struct IndexUpdate {
    let catalog: Catalog
    let writer: IndexWriter

    /// The rows show a commit that `main` does not lead back to.
    struct ElsewhereError: Error {}

    /// - Throws: `ElsewhereError` if only a new index can show the present state; `RegistryError`,
    ///   `IndexError`.
    func run() throws {
        let old = try writer.state()
        // The log before all else: whatever an entry tells of has moved by then.
        let log = try catalog.tip(.auditLog)
        let snapshot = try catalog.snapshot()
        let main = try addCommits(after: old.main, to: snapshot)
        let branches = try catalog.movedStages(from: old.log, to: log)
        let gone = branches == nil ? try writer.stages() : []
        for branch in try branches ?? (catalog.stageBranches() + gone) {
            try show(branch.stage, branch.model, at: snapshot)
        }
        try writer.set(IndexState(main: main, log: log))
    }

    private func addCommits(
        after old: IndexState.MainPlace?, to snapshot: Snapshot
    ) throws -> IndexState.MainPlace {
        let commits = try catalog.commits(after: old?.commit, to: snapshot.commit)
        var place = old?.place ?? -1
        var touched = TouchedModels()
        for commit in commits.reversed() {
            place += 1
            let changes = try ChangeReader.changes(of: commit, at: place, in: catalog)
            try writer.add(changes.models, date: changes.date)
            touched.note(changes)
        }
        for (model, touch) in touched.models { try describe(model, touch, snapshot) }
        return IndexState.MainPlace(commit: snapshot.commit, place: place)
    }

    private func describe(
        _ model: ModelName, _ touch: TouchedModels.Touch, _ snapshot: Snapshot
    ) throws {
        guard let folder = try catalog.entry(at: model.folder, in: snapshot.tree) else { return }
        let description = try ModelDescription.read(
            model, in: folder.id, remarksOn: Array(touch.remarks.keys), from: catalog)
        if touch.isDescribed { try writer.put(description.model, date: touch.date) }
        for (number, remarks) in description.remarks {
            try writer.put(remarks, on: number, of: model, date: touch.remarks[number] ?? nil)
        }
    }

    private func show(_ stage: StageName, _ model: ModelName, at snapshot: Snapshot) throws {
        guard let tip = try catalog.tip(.stage(stage, model)) else {
            return try writer.remove(stage, of: model)
        }
        let settled = try writer.settled(stage, of: model)
        let shown = try settled.map {
            try writer.shown(in: stage, of: model, upTo: $0.position)
        }
        let start = StageStart(deployment: settled, shown: shown ?? [])
        try catalog.stageRows(stage, model, tip: tip, from: start, at: snapshot).write(to: writer)
    }
}

/// What commits changed, of which only the last state is read.
private struct TouchedModels {
    var models: [ModelName: Touch] = [:]

    struct Touch {
        /// When anything of it changed last.
        var date: Int64 = 0
        var isDescribed = false
        /// When the annotations of a version changed last; `nil` if not since it was registered.
        var remarks: [VersionNumber: Int64?] = [:]
    }

    mutating func note(_ changes: CommitChanges) {
        for change in changes.models {
            var touch = models[change.model] ?? Touch()
            touch.date = changes.date
            if change.isDescribed { touch.isDescribed = true }
            if let version = change.version { touch.remarks[version.number] = .some(nil) }
            for number in change.annotated { touch.remarks[number] = .some(changes.date) }
            models[change.model] = touch
        }
    }
}
