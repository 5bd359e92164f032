import Cryptography
import FoundationEssentials
import Git
package import RegistryCore

/// What replaying the audit log came to.
package struct AuditReport: Encodable, Sendable {
    /// Whether nothing was objected to.
    package var ok: Bool { objections.isEmpty }
    package var entries: Int
    /// The key that signed every entry; `nil` for an empty log.
    package var fingerprint: String?
    package var objections: [Objection]

    private enum CodingKeys: String, CodingKey { case ok, entries, fingerprint, objections }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(ok, forKey: .ok)
        try container.encode(entries, forKey: .entries)
        try container.encodeIfPresent(fingerprint, forKey: .fingerprint)
        try container.encode(objections, forKey: .objections)
    }
}

/// Replays the audit log: its chain, its signatures, its index, and what it says of every ref.
struct AuditReplay {
    let catalog: Catalog

    func run() async throws(RegistryError) -> AuditReport {
        var report = AuditReport(entries: 0, fingerprint: nil, objections: [])
        var next = try catalog.tip(.auditLog)
        var above: AuditEntry?
        while let id = next {
            let commit = try catalog.commit(id)
            report.entries += 1
            do throws(RegistryError) {
                try check(commit, below: above, &report)
                let entry = try AuditLog(catalog: catalog).entry(at: id)
                above = entry
                try await checkPusher(commit, entry)
            } catch {
                report.objections += error.objections
            }
            next = commit.parents.first
        }
        return report
    }

    /// Where each governed ref must stand now, as the newest entry about it says.
    ///
    /// The log may trail `main` by a push that is being recorded, never lead it.
    func compareRefs(_ report: inout AuditReport) async throws(RegistryError) {
        var latest: [String: ObjectID] = [:]
        for (_, entry) in try catalog.auditEntries() {
            for update in entry.updates where latest[update.ref] == nil {
                latest[update.ref] = update.new
            }
        }
        for (name, id) in latest.sorted(by: { $0.key < $1.key }) {
            guard let ref = CatalogRef(parsing: name) else { continue }
            switch ref {
            case .main, .stage, .approval:
                let now = try catalog.tip(ref)
                if now != id { report.objections.append(moved(name, now, logged: id)) }
            case .proposal, .topic, .version, .auditLog: continue
            }
        }
        for prefix in ["refs/heads/stages/", "refs/tags/approvals/"] {
            for (ref, id) in try await catalog.refs(under: prefix)
            where latest[ref.description] == nil {
                report.objections.append(moved(ref.description, id, logged: nil))
            }
        }
    }

    private func check(
        _ commit: Commit, below above: AuditEntry?, _ report: inout AuditReport
    ) throws(RegistryError) {
        let entry = try AuditLog(catalog: catalog).entry(at: commit.id)
        guard commit.parents.count <= 1 else { throw broken(commit, "has several parents") }
        if let above, entry.number + 1 != above.number {
            throw broken(commit, "has number \(entry.number), before \(above.number)")
        }
        if commit.parents.isEmpty, entry.number != 1 {
            throw broken(commit, "is not the first entry")
        }
        let fingerprint = try signer(of: commit)
        if let known = report.fingerprint, known != fingerprint {
            throw broken(commit, "is signed by \(fingerprint), and later ones by \(known)")
        }
        report.fingerprint = report.fingerprint ?? fingerprint
        try checkIndex(commit, entry)
    }

    private func signer(of commit: Commit) throws(RegistryError) -> String {
        do throws(SignatureError) {
            let signed = try SignedPayload(commit: catalog.rawOrEmpty(commit.id))
            guard signed.kind == .ssh else { throw .malformed(.notArmored) }
            let signature = try Signature(armored: signed.signature)
            try signature.verify(signed.payload, namespace: "git")
            return signature.publicKey.fingerprint
        } catch {
            throw broken(commit, "is not signed as it should be")
        }
    }

    /// Whom a push certificate names, the certificate must still name.
    private func checkPusher(
        _ commit: Commit, _ entry: AuditEntry
    ) async throws(RegistryError) {
        guard entry.authentication == .certificate else { return }
        guard let id = entry.certificate, let certificate = try? catalog.pushCertificate(id),
            Set(entry.updates).isSubset(of: certificate.updates),
            let basis = try? catalog.formerBasis(at: try catalog.snapshot(at: entry.policy)),
            let pusher = try? await catalog.pusher(
                of: certificate, claimed: entry.actor, by: basis, received: .at(entry.received)),
            pusher == entry.actor
        else { throw broken(commit, "names a pusher whom its push certificate does not prove") }
    }

    /// An entry adds its own receipts to the index and changes nothing else.
    private func checkIndex(_ commit: Commit, _ entry: AuditEntry) throws(RegistryError) {
        let before = try commit.parents.first.map { id throws(RegistryError) in
            try catalog.commit(id).tree
        }
        let changes = try translate("the audit log") { () throws(GitError) in
            try catalog.repository.changes(
                from: before, to: commit.tree, limit: PushLimits.standard.changedPaths)
        }
        let changed = Set(changes.compactMap(\.text))
        let own =
            entry.facts.map(\.path) + ["entry.json"] + [entry.certificatePath].compactMap(\.self)
        guard changed == Set(own) else {
            throw broken(commit, "changes other receipts than its own")
        }
    }

    private func broken(_ commit: Commit, _ what: String) -> RegistryError {
        RegistryError(
            .corrupt, "The audit entry \(commit.id) \(what).",
            remedy: "Compare refs/audit/log with another clone's; one of them was rewritten.")
    }

    private func moved(_ ref: String, _ now: ObjectID?, logged: ObjectID?) -> Objection {
        Objection(
            .corrupt,
            "\(ref) is \(now?.description ?? "gone"), and the audit log says "
                + "\(logged?.description ?? "nothing of it").",
            remedy: "If a push is under way, try again; else run `cairn doctor`.")
    }
}

extension Workspace {
    /// Replays the audit log against the refs.
    package func verifyAudit() async throws(RegistryError) -> AuditReport {
        let replay = AuditReplay(catalog: catalog)
        var report = try await replay.run()
        try await replay.compareRefs(&report)
        return report
    }
}
