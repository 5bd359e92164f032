import FoundationEssentials
import Git
package import RegistryCore

/// The signed log of every accepted push: a chain of commits at `refs/audit/log`.
///
/// Each commit's tree has `entry.json`, the push itself, and below `versions/`, `approvals/`,
/// `proposals/` and `transitions/` one receipt for everything ever received.
struct AuditLog {
    let catalog: Catalog

    /// Adds the entry unless the log already has it.
    ///
    /// Others may append at the same time: the loser of the compare-and-swap reads the log again.
    ///
    /// - Parameter isNew: Whether nobody can have added it before.
    func append(_ entry: AuditEntry, isNew: Bool) async throws(RegistryError) {
        for _ in 0..<100 {
            let tip = try catalog.tip(.auditLog)
            var numbered = entry
            numbered.number = 1
            if let tip {
                let last = try self.entry(at: tip)
                if !isNew, try holds(entry) { return }
                numbered.number = last.number + 1
            }
            let commit = try await write(numbered, onto: tip)
            try requireOwnEntry(tip, below: commit)
            let update = RefUpdate(
                name: CatalogRef.auditLog.description, old: tip ?? .zero, new: commit)
            do {
                try await catalog.moveRefs([update])
                return
            } catch GitError.conflict {
                continue
            } catch {
                throw explain(error, "the audit log")
            }
        }
        throw RegistryError(
            .conflict, "The audit log moved a hundred times while one entry was being added.",
            remedy: "Run `cairn doctor --repair` when fewer people are pushing.")
    }

    /// The entry that a commit of the log carries.
    func entry(at commit: ObjectID) throws(RegistryError) -> AuditEntry {
        try entry(try record(at: commit), at: commit)
    }

    /// The entry in the record that a commit of the log carries.
    func entry(_ record: [UInt8], at commit: ObjectID) throws(RegistryError) -> AuditEntry {
        try decodeJSON(AuditEntry.self, from: record, what: "the audit entry \(commit)")
    }

    /// The bytes of the entry that a commit of the log carries.
    func record(at commit: ObjectID) throws(RegistryError) -> [UInt8] {
        let tree = try catalog.commit(commit).tree
        // One push may bring ten thousand versions, and the log must be able to go on from it.
        guard let bytes = try catalog.file("entry.json", in: tree, limit: 64 << 20) else {
            throw RegistryError(
                .corrupt, "The audit log's commit \(commit) has no entry.json.",
                remedy: "Restore refs/audit/log from a clone.")
        }
        return bytes
    }

    /// Whether the entry is among the newest of the log: a crashed run may have written it.
    func holds(_ entry: AuditEntry) throws(RegistryError) -> Bool {
        try recent(since: entry.received).contains { $0.intent == entry.intent }
    }

    /// The entries that may be younger than `time`, the newest first.
    ///
    /// Entries of pushes that had died are added late, so a few older ones end nothing; and clocks
    /// may step back between two pushes.
    func recent(since time: Date) throws(RegistryError) -> [AuditEntry] {
        var found: [AuditEntry] = []
        var older = 0
        var next = try catalog.tip(.auditLog)
        while let commit = next, older < 100 {
            let entry = try self.entry(at: commit)
            if entry.received < time.addingTimeInterval(-60) { older += 1 }
            found.append(entry)
            next = try catalog.commit(commit).parents.first
        }
        return found
    }

    /// Throws unless the entry to build on was signed with the key that signs the new one.
    ///
    /// So the newest signature vouches for the whole log: what somebody without the key slips in is
    /// never built on.
    private func requireOwnEntry(
        _ tip: ObjectID?, below commit: ObjectID
    ) throws(RegistryError) {
        guard let tip else { return }
        let (signer, own) = try (catalog.signer(ofEntry: tip), catalog.signer(ofEntry: commit))
        guard signer == own else {
            throw brokenEntry(tip, "is signed by \(signer), and the registry's key is \(own)")
        }
    }

    private func write(
        _ entry: AuditEntry, onto tip: ObjectID?
    ) async throws(RegistryError) -> ObjectID {
        let receipt = try encodeJSON(entry.receipt, pretty: false)
        let record = try encodeJSON(entry)
        let base = try tip.map { tip throws(RegistryError) in try catalog.commit(tip).tree }
        let tree = try translate("the audit log") { () throws(GitError) in
            let note = try catalog.repository.writeBlob(receipt)
            var changes = [
                TreeChange.put("entry.json", .file, try catalog.repository.writeBlob(record))
            ]
            changes += entry.facts.map { .put($0.path, .file, note) }
            if let path = entry.certificatePath, let blob = entry.certificate {
                changes.append(.put(path, .file, blob))
            }
            return try catalog.repository.rewrite(base, changes)
        }
        return try await sign(entry, tree: tree, parent: tip)
    }

    /// Signs with the registry's own key, through `git`, so `git verify-commit` agrees.
    private func sign(
        _ entry: AuditEntry, tree: ObjectID, parent: ObjectID?
    ) async throws(RegistryError) -> ObjectID {
        let date = "\(Int(entry.received.timeIntervalSince1970)) +0000"
        var identity: [String: String] = [:]
        for role in ["AUTHOR", "COMMITTER"] {
            identity["GIT_\(role)_NAME"] = "Cairn registry"
            identity["GIT_\(role)_EMAIL"] = "registry@cairn.invalid"
            identity["GIT_\(role)_DATE"] = date
        }
        let git = catalog.git(adding: identity)
        let output: GitOutput
        do {
            var arguments: [GitArgument] = [
                "-c", "gpg.format=ssh", "commit-tree",
                try .option("-S", "\(catalog.directory)/cairn/key"), .id(tree),
            ]
            if let parent { arguments += ["-p", .id(parent)] }
            output = try await git.require(arguments, input: Array(message(entry).utf8))
        } catch {
            throw explain(error, "signing the audit log")
        }
        guard let id = ObjectID(parsing: output.line) else {
            throw RegistryError(
                .internal, "`git commit-tree` answered '\(output.line.printable)'.",
                remedy: "Report this as a bug of Cairn.")
        }
        return id
    }

    private func message(_ entry: AuditEntry) -> String {
        let count = entry.updates.count
        var text = "\(entry.actor) moved \(count) ref\(count == 1 ? "" : "s")\n\n"
        for update in entry.updates {
            text += "\(update.old.short)..\(update.new.short) \(update.ref)\n"
        }
        text += "\nEntry: \(entry.number)\nActor: \(entry.actor)\n"
        text += "Authentication: \(entry.authentication.rawValue)\n"
        if let subject = entry.subject {
            text += "Issuer: \(subject.issuer)\nSubject: \(subject.subject.printable)\n"
        }
        return text + "Received: \(entry.received.timestamp)\nPolicy: \(entry.policy)\n"
    }
}

extension Catalog {
    /// The audit log, newest entry first; empty where this repository has none.
    ///
    /// - Parameter limit: the most entries to read.
    package func auditEntries(limit: Int = .max) throws(RegistryError) -> [(
        commit: ObjectID, entry: AuditEntry
    )] {
        var entries: [(ObjectID, AuditEntry)] = []
        var next = try tip(.auditLog)
        while let commit = next, entries.count < limit {
            entries.append((commit, try AuditLog(catalog: self).entry(at: commit)))
            next = try self.commit(commit).parents.first
        }
        return entries
    }
}
