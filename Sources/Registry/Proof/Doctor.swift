import Artifacts
import FoundationEssentials
import Git
import Hooks
package import RegistryCore

/// Looks a registry over, and mends what can be mended without asking.
struct Doctor {
    let workspace: Workspace
    let folder: String
    let program: String
    let repairs: Bool

    func examine() async throws(RegistryError) -> [Finding] {
        let catalog = try Catalog.open(folder, environment: workspace.session.environment)
        let ownership = await ownership(catalog).of(.ownership)
        // Git answers nothing more about a repository that it won't read.
        guard ownership.state == .well else { return [ownership] }
        var findings = [
            ownership, try await program(catalog).of(.program), try hooks().of(.hooks),
            try await settings(catalog).of(.settings), keyPermissions(catalog).of(.key),
        ]
        findings.append(try await hiddenRefs(catalog).of(.hiddenRefs))
        findings.append(permissions().of(.permissions))
        findings.append(try replacements(catalog).of(.replacements))
        findings.append(await locks().of(.locks))
        findings.append(try await journal(catalog).of(.journal))
        findings.append(try await versionRefs(catalog).of(.index))
        findings.append(try await requestIndex(catalog).of(.requests))
        findings.append(try await searchIndex(catalog).of(.search))
        findings.append(try await leftovers().of(.leftovers))
        findings.append(try await reviews(catalog).of(.reviews))
        findings += try await store().map { $0.of(.store) }
        return findings
    }

    private func program(_ catalog: Catalog) async throws(RegistryError) -> Finding {
        let recorded = (try? catalog.repository.config("cairn.program")) ?? ""
        let hooks = "\(folder)/hooks"
        guard FileManager.default.isExecutableFile(atPath: recorded) else {
            return try await mend(
                "The program that the hooks run is gone: \(recorded)"
            ) { () async throws(RegistryError) in
                try await set(catalog, "cairn.program", program)
                try workspace.session.installProgram(program, into: hooks)
            }
        }
        guard FileManager.default.contents(atPath: "\(hooks)/program") != Data("\(recorded)\n".utf8)
        else { return well("The hooks run \(recorded)") }
        return try await mend(
            "The hooks don't run \(recorded), which cairn.program names"
        ) { () async throws(RegistryError) in
            try workspace.session.installProgram(recorded, into: hooks)
        }
    }

    private func hooks() throws(RegistryError) -> Finding {
        let broken = HookFile.ofCatalog.filter { hook in
            let path = "\(folder)/hooks/\(hook.rawValue)"
            return FileManager.default.contents(atPath: path).map(Array.init) != hook.bytes
                || !FileManager.default.isExecutableFile(atPath: path)
        }
        guard !broken.isEmpty else { return well("The hooks are in place") }
        let names = broken.map(\.rawValue).joined(separator: ", ")
        guard repairs else { return ill("Hooks are missing or changed: \(names)") }
        try workspace.session.installHooks(broken, into: "\(folder)/hooks")
        return Finding(
            what: "Hooks were missing or changed: \(names)", state: .repaired, remedy: nil)
    }

    private func settings(_ catalog: Catalog) async throws(RegistryError) -> Finding {
        let wrong = RegistrySettings.all(folder: folder, program: program).filter { key, value in
            key.description != "cairn.program"
                && (try? catalog.repository.config(key.description)) != value
        }
        let lacksSeed = (try? catalog.repository.config("receive.certNonceSeed")) == nil
        let seed = lacksSeed ? [RegistrySettings.nonceSeed] : []
        guard !(wrong + seed).isEmpty else {
            return well("The settings of the repository are as made")
        }
        let names = (wrong + seed).map(\.0.description).joined(separator: ", ")
        return try await mend(
            "Settings of the repository are changed: \(names)"
        ) { () async throws(RegistryError) in
            for (key, value) in wrong + seed { try await set(catalog, key, value) }
        }
    }

    /// The key, the secret and the tokens are for the registry's account alone.
    private func keyPermissions(_ catalog: Catalog) -> Finding {
        let key = "\(folder)/cairn/key"
        // A replica has no key: it writes no log.
        guard FileManager.default.fileExists(atPath: key) || Primary(of: catalog) != nil else {
            return ill(
                "The registry's key \(key) is gone",
                remedy: "Restore it from a backup: no new key can go on with the old one's log.")
        }
        let tokens = try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/cairn/tokens")
        let paths = ["key", "secret"] + (tokens ?? []).map { "tokens/\($0)" }
        let open = paths.map { "\(folder)/cairn/\($0)" }.filter { (mode(of: $0) ?? 0) & 0o077 != 0 }
        guard !open.isEmpty else { return well("Only the registry's account reads its secrets") }
        let names = open.joined(separator: ", ")
        guard repairs else { return ill("Others can read the registry's secrets: \(names)") }
        for path in open {
            try? FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        }
        return Finding(
            what: "Others could read the registry's secrets: \(names)", state: .repaired,
            remedy: "If others use this machine, hold them for known to them: revoke the tokens.")
    }

    private func journal(_ catalog: Catalog) async throws(RegistryError) -> Finding {
        let unreadable = Journal(catalog: folder).unreadable()
        guard unreadable.isEmpty else {
            return Finding(
                what: "The journal holds what is no intent: \(unreadable.joined(separator: ", "))",
                state: .ill,
                remedy: "Move it out of '\(folder)/cairn/journal', then run `cairn audit verify` "
                    + "to see whether a push is missing from the log.")
        }
        let abandoned = Journal(catalog: folder).abandoned().count
        guard abandoned > 0 else { return well("No push was cut short") }
        return try await mend(
            "\(abandoned) pushes were cut short"
        ) { () async throws(RegistryError) in
            _ = try await Completion(catalog: catalog).finishAbandoned()
        }
    }

    private func locks() async -> Finding {
        let remains = Remains(in: folder)
        let locks = remains.locks()
        let dead = repairs ? await remains.clear(locks) : remains.dead(locks)
        guard !dead.isEmpty else { return well("No lock is in the way") }
        return found("\(dead.count) locks of dead processes: \(dead.joined(separator: ", "))")
    }

    /// What unfinished writes left behind: in the way of nobody, but never used again.
    private func leftovers() async throws(RegistryError) -> Finding {
        let remains = Remains(in: folder)
        var left = await remains.deadTemporaries(removing: repairs)
        do throws(StoreError) {
            for place in ["cairn", "cairn/journal", "hooks"] {
                left += try removeAbandonedFiles(in: "\(folder)/\(place)", dryRun: !repairs)
            }
            left +=
                try await workspace.folderStore?.removeAbandoned(
                    now: workspace.session.now, dryRun: !repairs) ?? []
        } catch {
            throw explain(error)
        }
        guard !left.isEmpty else { return well("No unfinished write is left over") }
        return found("\(left.count) unfinished writes of dead processes")
    }

    /// What is mended by the very act of finding it.
    private func found(_ what: String) -> Finding {
        repairs ? Finding(what: what, state: .repaired, remedy: nil) : ill(what)
    }

    /// Compares the index of versions with `main`, which it must be possible to make it from.
    private func versionRefs(_ catalog: Catalog) async throws(RegistryError) -> Finding {
        let snapshot = try catalog.snapshot()
        var updates: [RefUpdate] = []
        let line = try await catalog.wholeLine(at: snapshot)
        for model in try catalog.models(in: snapshot.tree) {
            updates += try catalog.indexUpdates(for: model, at: snapshot, on: line)
        }
        guard !updates.isEmpty else { return well("Every version is in the index") }
        return try await mend(
            "\(updates.count) versions are missing from the index, or wrong in it"
        ) { () async throws(RegistryError) in
            try await catalog.moveIndex(updates, called: "the index of versions")
        }
    }

    private func store() async throws(RegistryError) -> [Finding] {
        let folders = ["lfs/objects", "lfs/tmp"].filter {
            FileManager.default.fileExists(atPath: "\(folder)/\($0)")
        }
        guard !folders.isEmpty, let store = workspace.folderStore else {
            return [well("The store is empty")]
        }
        do {
            let found = try await store.survey()
            return [
                well("The store holds \(found.objects) artifacts"),
                await sharedObjects(found.shared.map(\.digest)),
            ]
        } catch {
            return explain(error).objections.map { ill($0.message, remedy: $0.remedy) }
        }
    }

    func mend(
        _ what: String, _ body: () async throws(RegistryError) -> Void
    ) async throws(RegistryError) -> Finding {
        guard repairs else { return ill(what) }
        try await body()
        return Finding(what: what, state: .repaired, remedy: nil)
    }

    func set(
        _ catalog: Catalog, _ key: StaticString, _ value: String
    ) async throws(RegistryError) {
        do {
            try await catalog.git.require([
                "config", "--replace-all", GitArgument(stringLiteral: key), .value(value),
            ])
        } catch {
            throw explain(error, "git config")
        }
    }

    func well(_ what: String) -> Finding {
        Finding(what: what, state: .well, remedy: nil)
    }

    func ill(_ what: String, remedy: String = "Run `cairn doctor --repair`.") -> Finding {
        Finding(what: what, state: .ill, remedy: remedy)
    }
}

extension Catalog {
    /// What sets the index right for one model.
    fileprivate func indexUpdates(
        for model: ModelName, at snapshot: Snapshot, on line: MainLine
    ) throws(RegistryError) -> [RefUpdate] {
        let latest = try versionNumber(of: model, in: snapshot.tree)?.value ?? 0
        var updates: [RefUpdate] = []
        for number in (0..<latest).map({ VersionNumber($0 + 1) }) {
            let ref = CatalogRef.version(model, number)
            let old = try tip(ref)
            if let old, line.place(of: old) != nil, try introduces(old, model, number) { continue }
            guard let commit = try line.commit(of: model, number, until: line.end, in: self)
            else { continue }
            updates.append(RefUpdate(name: ref.description, old: old ?? .zero, new: commit))
        }
        return updates
    }

    /// Moves refs that are derived from others, and that no hook judges.
    func moveIndex(
        _ updates: [RefUpdate], called name: String
    ) async throws(RegistryError) {
        do { try await moveRefs(updates) } catch { throw explain(error, name) }
    }
}

extension Workspace {
    /// Looks the registry over, if it is on this machine.
    ///
    /// - Parameter program: The `cairn` that the hooks shall run, if theirs is gone.
    package func examine(repairs: Bool, program: String) async throws(RegistryError) -> [Finding] {
        guard let registryFolder else {
            throw RegistryError(
                .catalogMissing, "The registry is not on this machine, so it can't be looked over.",
                remedy: "Run `cairn doctor` where it is.")
        }
        return try await Doctor(
            workspace: self, folder: registryFolder, program: program, repairs: repairs
        ).examine()
    }
}
