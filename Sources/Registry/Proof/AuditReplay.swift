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
        let chain = try chain()
        let fingerprint = chain.lazy.compactMap { try? signer(of: catalog.commit($0)) }.first
        let links = chain.indices.map { index in
            Link(entry: chain[index], above: index > 0 ? chain[index - 1] : nil)
        }
        let objections = try await catalog.inParts(links) { catalog, links in
            await AuditReplay(catalog: catalog).objections(to: links, signedBy: fingerprint)
        }
        return AuditReport(
            entries: chain.count, fingerprint: fingerprint, objections: objections.flatMap(\.self))
    }

    /// One entry of the log, and the one that was added next.
    private struct Link {
        let entry: ObjectID
        let above: ObjectID?
    }

    /// The commits of the log, newest first.
    private func chain() throws(RegistryError) -> [ObjectID] {
        var chain: [ObjectID] = []
        var next = try catalog.tip(.auditLog)
        while let id = next {
            chain.append(id)
            next = try catalog.commit(id).parents.first
        }
        return chain
    }

    private func objections(
        to links: ArraySlice<Link>, signedBy fingerprint: String?
    ) async -> [Objection] {
        var objections: [Objection] = []
        var above: AuditEntry?
        for link in links {
            do throws(RegistryError) {
                if above == nil, let id = link.above {
                    above = try AuditLog(catalog: catalog).entry(at: id)
                }
                let entry = try AuditLog(catalog: catalog).entry(at: link.entry)
                defer { above = entry }
                let commit = try catalog.commit(link.entry)
                try check(commit, entry, below: above, fingerprint)
                try await checkPusher(commit, entry)
            } catch {
                objections += error.objections
            }
        }
        return objections
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
        _ commit: Commit, _ entry: AuditEntry, below above: AuditEntry?, _ fingerprint: String?
    ) throws(RegistryError) {
        guard commit.parents.count <= 1 else { throw broken(commit, "has several parents") }
        if let above, entry.number + 1 != above.number {
            throw broken(commit, "has number \(entry.number), before \(above.number)")
        }
        if commit.parents.isEmpty, entry.number != 1 {
            throw broken(commit, "is not the first entry")
        }
        let signer = try signer(of: commit)
        if let fingerprint, signer != fingerprint {
            throw broken(commit, "is signed by \(signer), and later ones by \(fingerprint)")
        }
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
