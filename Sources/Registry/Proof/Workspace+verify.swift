import Artifacts
import Cryptography
import FoundationEssentials
import Git
package import RegistryCore

extension Workspace {
    /// Replays every transition, approval and digest of the stages asked for.
    ///
    /// Works offline in any clone; what only the audit log or the store could tell is said to be
    /// unknown where they are missing.
    package func verify(
        _ request: VerificationRequest
    ) async throws(RegistryError) -> VerificationReport {
        let snapshot = try catalog.snapshot()
        let stages = try await stages(of: request)
        // The line of main and the log are walked one commit after another: beside the replay.
        let place = catalog.place
        let walk = LineWalk(to: snapshot, of: place)
        let replayOfLog = Task(priority: .high) {
            try await AuditReplay(catalog: place.open()).checkEnds()
        }
        let results = try await catalog.inParts(stages) { catalog, stages in
            try await replay(stages, in: catalog, along: walk, at: snapshot)
        }
        let firstCommit = try await walk.line().first
        let audit: AuditReport
        do { audit = try await replayOfLog.value } catch { throw RegistryError(any: error) }
        var report = VerificationReport(
            standing: .selfConsistent, registry: try catalog.policy(at: snapshot).registry,
            firstCommit: firstCommit, registryKey: audit.fingerprint, transitions: [],
            artifactsRead: 0, bytesRead: 0, objections: audit.objections, unknown: [])
        var records: [VersionRecord] = []
        for result in results {
            report.transitions += result.transitions
            report.objections += result.objections
            records += result.records
        }
        report.objections += report.transitions.compactMap { $0.overdue(at: session.now) }
        if report.transitions.contains(where: { !$0.timed }) { report.unknown.append(untimed) }
        if request.readsBytes {
            if request.stage == nil { records = try versions(of: request.model, at: snapshot) }
            let reading = try await readBytes(of: records)
            report.artifactsRead = reading.artifacts
            report.bytesRead = reading.bytes
            report.objections += reading.objections
        }
        report.objections += try await changedDatasets(request.datasets, records)
        if audit.entries == 0 {
            report.unknown.append("There is no audit log here, so nothing is proven about time.")
        }
        if let trust = request.trust { check(trust, in: &report) }
        return report
    }

    /// The stages of the models that are asked for, each model's together: they show the same
    /// versions.
    func stages(
        of request: VerificationRequest
    ) async throws(RegistryError) -> [(stage: StageName, model: ModelName)] {
        try await catalog.refs(under: "refs/heads/stages/").compactMap { ref, _ in
            guard case .stage(let stage, let model) = ref,
                request.model.map({ $0 == model }) ?? true,
                request.stage.map({ $0 == stage }) ?? true
            else { return nil }
            return (stage, model)
        }
        .sorted { ($0.model, $0.stage) < ($1.model, $1.stage) }
    }

    /// Every version that was ever registered, of one model or of all.
    private func versions(
        of model: ModelName?, at snapshot: Snapshot
    ) throws(RegistryError) -> [VersionRecord] {
        var records: [VersionRecord] = []
        let models: [ModelName]
        if let model { models = [model] } else { models = try catalog.models(in: snapshot.tree) }
        for model in models {
            for (_, id) in try catalog.versionCommits(of: model, on: snapshot.commit) {
                let tree = try catalog.commit(id).tree
                if let record = try catalog.version(of: model, in: tree, commit: id) {
                    records.append(record)
                }
            }
        }
        return records
    }

    /// What reading artifacts again came to.
    private struct Reading {
        var artifacts = 0
        var bytes: Int64 = 0
        var objections: [Objection] = []
    }

    /// Hashes every artifact of the versions again, wherever its bytes are at hand.
    private func readBytes(
        of records: [VersionRecord]
    ) async throws(RegistryError) -> Reading {
        let pointers = Set(records.flatMap(\.artifacts.values))
        let stores = try stores
        var reading = Reading()
        for pointer in pointers.sorted(by: { $0.digest < $1.digest }) {
            do throws(StoreError) {
                try await read(pointer, from: stores)
                reading.artifacts += 1
                reading.bytes += pointer.size
            } catch .missing {
                reading.objections.append(missing(pointer, records))
            } catch {
                reading.objections += explain(error).objections
            }
        }
        return reading
    }

    private func read(
        _ pointer: Pointer, from stores: [any ArtifactStore]
    ) async throws(StoreError) {
        let count = session.progress
        for store in stores {
            guard let size = try await store.size(of: pointer.digest) else { continue }
            guard size == pointer.size else {
                throw .wrongSize(pointer.digest, expected: pointer.size, actual: size)
            }
            return try await store.get(pointer.digest, range: nil) { chunk in
                count.report(Int64(chunk.count))
            }
        }
        throw .missing(pointer.digest)
    }

    private func missing(_ pointer: Pointer, _ records: [VersionRecord]) -> Objection {
        let owner = records.first { $0.artifacts.values.contains(pointer) }?.reference ?? ""
        return Objection(
            .artifactMissing, "The bytes of \(pointer.digest) (\(owner)) are not at hand.",
            remedy:
                "Fetch them with `cairn fetch \(owner)` or `git lfs fetch`, or ask the registry.")
    }

    /// An objection for every data set that is not what the versions recorded.
    private func changedDatasets(
        _ datasets: [String: String], _ records: [VersionRecord]
    ) async throws(RegistryError) -> [Objection] {
        var objections: [Objection] = []
        for (name, path) in datasets.sorted(by: { $0.key < $1.key }) {
            let digest = try await digest(of: session.absolute(path))
            let recorded = Set(
                records.flatMap { $0.manifest.datasets ?? [] }
                    .filter { $0.name == name }.compactMap(\.digest))
            guard !recorded.contains("sha256:\(digest)") else { continue }
            let said = recorded.isEmpty ? "nothing" : recorded.sorted().joined(separator: ", ")
            objections.append(
                Objection(
                    .corrupt,
                    "The data set '\(name.printable)' is not what was recorded: it hashes to "
                        + "sha256:\(digest), and the record says \(said).",
                    remedy: "Find the data set as it was when the version was trained."))
        }
        return objections
    }

    /// The SHA-256 of a file, in one pass.
    private func digest(of path: String) async throws(RegistryError) -> Digest {
        do { return try await Artifacts.digest(ofFile: path, progress: session.progress) } catch {
            throw explain(error)
        }
    }

    /// Compares the first commit and the registry's key with what somebody knows from elsewhere.
    private func check(_ trust: VerificationRequest.Trust, in report: inout VerificationReport) {
        let wrong: String? =
            if trust.firstCommit != report.firstCommit {
                "it begins with \(report.firstCommit)"
            } else if trust.fingerprint != report.registryKey {
                "its audit log is signed by \(report.registryKey ?? "nobody")"
            } else { nil }
        if let wrong {
            report.objections.append(
                Objection(
                    .untrusted, "This is not the registry you trust: \(wrong).",
                    remedy: "Clone the registry again from where you know it to be."))
        } else if report.ok {
            report.standing = .proven
        }
    }
}

/// Replays these stages one after another.
private func replay(
    _ stages: ArraySlice<(stage: StageName, model: ModelName)>, in catalog: Catalog,
    along walk: LineWalk, at snapshot: Snapshot
) async throws(RegistryError) -> StageReplay.Result {
    var whole = StageReplay.Result()
    for (stage, model) in stages {
        try await catalog.follow(walk)
        let result = try await StageReplay(
            catalog: catalog, stage: stage, model: model, snapshot: snapshot
        ).run()
        whole.transitions += result.transitions
        whole.objections += result.objections
        whole.records += result.records
    }
    return whole
}

private let untimed =
    "For some transitions no audit log is at hand: who completed them, when, under which "
    + "policy and after which approvals is their own word."
