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

    /// Checks the newest entry and the first, both signed by one key.
    ///
    /// That is enough for what lies between: the registry signs an entry only on top of one that it
    /// has signed (`AuditLog.append`), and an entry's id covers all before it. `run` trusts nobody.
    func checkEnds() async throws(RegistryError) -> AuditReport {
        var chain: [ObjectID] = []
        if let tip = try catalog.tip(.auditLog) {
            do { chain = try await catalog.objectGit.firstParents(from: tip) } catch {
                throw explain(error, "the audit log")
            }
        }
        let fingerprint = fingerprint(of: chain)
        let ends = [chain.first, chain.last].compactMap(\.self)
        return AuditReport(
            entries: chain.count, fingerprint: fingerprint,
            objections: objections(to: ends, signedBy: fingerprint))
    }

    private func objections(
        to entries: [ObjectID], signedBy fingerprint: String?
    ) -> [Objection] {
        var objections: [Objection] = []
        for id in entries {
            do throws(RegistryError) {
                try check(id, fingerprint)
            } catch {
                objections += error.objections
            }
        }
        return objections
    }

    /// Holds every entry to its signature, its neighbours, and the index.
    func run() async throws(RegistryError) -> AuditReport {
        let chain = try chain()
        guard let tip = chain.first else {
            return AuditReport(entries: 0, fingerprint: nil, objections: [])
        }
        let index = try AuditIndex(catalog.commit(tip).tree)
        let fingerprint = fingerprint(of: chain)
        let parts = try await catalog.inParts(Array(chain.indices)) { catalog, places in
            await AuditReplay(catalog: catalog)
                .replay(chain, places, signedBy: fingerprint, index)
        }
        var objections = parts.flatMap(\.objections)
        if objections.isEmpty {
            let known = parts.reduce(into: AuditIndex.Holdings()) { $0.add($1.holdings) }
            objections += try await index.objections(holding: known, in: catalog)
        }
        return AuditReport(entries: chain.count, fingerprint: fingerprint, objections: objections)
    }

    /// The key that signed the newest entry whose signature holds.
    private func fingerprint(of chain: [ObjectID]) -> String? {
        chain.lazy.compactMap { try? catalog.signer(ofEntry: $0) }.first
    }

    /// The commits of the log, newest first, each read and held to its name.
    private func chain() throws(RegistryError) -> [ObjectID] {
        var chain: [ObjectID] = []
        var next = try catalog.tip(.auditLog)
        while let id = next {
            chain.append(id)
            next = try catalog.commit(id).parents.first
        }
        return chain
    }

    /// What replaying some entries came to.
    private struct Replayed {
        var objections: [Objection] = []
        var holdings = AuditIndex.Holdings()
    }

    private func replay(
        _ chain: [ObjectID], _ places: ArraySlice<Int>, signedBy fingerprint: String?,
        _ index: AuditIndex
    ) async -> Replayed {
        var replayed = Replayed()
        var above: AuditEntry?
        for place in places {
            do throws(RegistryError) {
                if above == nil, place > 0 {
                    above = try AuditLog(catalog: catalog).entry(at: chain[place - 1])
                }
                let entry = try AuditLog(catalog: catalog).entry(at: chain[place])
                defer { above = entry }
                let commit = try catalog.commit(chain[place])
                try check(commit.id, fingerprint)
                try check(commit, entry, below: above)
                try replayed.holdings.add(index.holdings(of: entry, in: catalog))
                try await checkPusher(commit, entry)
            } catch {
                replayed.objections += error.objections
            }
        }
        return replayed
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
        let requests = try await catalog.refs(under: CatalogRef.requestFolder + "/")
        // A clone need not have fetched them.
        let hasRequests = catalog.isRegistry || !requests.isEmpty
        for (name, id) in latest.sorted(by: { $0.key < $1.key }) {
            guard let ref = CatalogRef(parsing: name), ref.isLogged,
                hasRequests || !ref.isOfRequests
            else { continue }
            let now = try catalog.tip(ref)
            if now != id { report.objections.append(moved(name, now, logged: id)) }
        }
        for prefix in ["refs/heads/stages/", "refs/tags/", CatalogRef.requestFolder + "/"] {
            for (ref, id) in try await catalog.refs(under: prefix)
            where latest[ref.description] == nil {
                report.objections.append(moved(ref.description, id, logged: nil))
            }
        }
    }

    private func check(_ entry: ObjectID, _ fingerprint: String?) throws(RegistryError) {
        guard try catalog.commit(entry).parents.count <= 1 else {
            throw brokenEntry(entry, "has several parents")
        }
        let signer = try catalog.signer(ofEntry: entry)
        if let fingerprint, signer != fingerprint {
            throw brokenEntry(entry, "is signed by \(signer), and later ones by \(fingerprint)")
        }
    }

    private func check(
        _ commit: Commit, _ entry: AuditEntry, below above: AuditEntry?
    ) throws(RegistryError) {
        if let above, entry.number + 1 != above.number {
            throw brokenEntry(commit.id, "has number \(entry.number), before \(above.number)")
        }
        if commit.parents.isEmpty, entry.number != 1 {
            throw brokenEntry(commit.id, "is not the first entry")
        }
    }

    /// Whom a push certificate names, the certificate must still name.
    private func checkPusher(
        _ commit: Commit, _ entry: AuditEntry
    ) async throws(RegistryError) {
        guard entry.authentication == .certificate else { return }
        guard let id = entry.certificate, let certificate = try? catalog.pushCertificate(id),
            Set(entry.pushed).isSubset(of: certificate.updates),
            let basis = try? catalog.formerBasis(at: try catalog.snapshot(at: entry.policy)),
            let pusher = try? await catalog.pusher(
                of: certificate, claimed: entry.actor, by: basis, received: .at(entry.received)),
            pusher == entry.actor
        else {
            throw brokenEntry(commit.id, "names a pusher whom its push certificate does not prove")
        }
    }

    private func moved(_ ref: String, _ now: ObjectID?, logged: ObjectID?) -> Objection {
        Objection(
            .corrupt,
            "\(ref) is \(now?.description ?? "gone"), and the audit log says "
                + "\(logged?.description ?? "nothing of it").",
            remedy: "If a push is under way, try again; else run `cairn doctor`.")
    }
}

extension CatalogRef {
    /// Whether every move of it is in the log, and so where it must be now.
    fileprivate var isLogged: Bool {
        switch self {
        case .main, .stage, .approval, .check, .requestHead, .requestMeta: true
        case .proposal, .topic, .version, .requests, .auditLog: false
        }
    }

    fileprivate var isOfRequests: Bool {
        switch self {
        case .requestHead, .requestMeta: true
        default: false
        }
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
