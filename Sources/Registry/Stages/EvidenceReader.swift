import Cryptography
package import FoundationEssentials
import Git
import Manifests
package import RegistryCore

extension Catalog {
    /// Everything the judge may look at, as the refs hold it now.
    ///
    /// - Parameters:
    ///   - checks: the outcome of the checks that the caller can run; reading bytes is its
    ///     business.
    ///   - end: Decisions that claim to be later are left out; `nil` where receipts tell.
    package func evidence(
        on checked: CheckedTransition, actor: Person?, now: Date, at snapshot: Snapshot,
        checks: [CheckName: CheckOutcome] = [:], signedUntil end: Date? = nil
    ) async throws(RegistryError) -> Evidence {
        let transition = checked.transition
        let policy = try policy(at: snapshot)
        var evidence = Evidence(now: now, actor: actor)
        evidence.candidate = try checked.record.map { record throws(RegistryError) in
            try candidate(record, at: snapshot)
        }
        let base = try commit(transition.base)
        if let shown = try versionNumber(of: transition.model, in: base.tree),
            let record = try version(shown, of: transition.model, on: snapshot.commit)
        {
            evidence.held = try candidate(record, at: snapshot)
        }
        evidence.history = try stageHistory(transition.model, policy)
        evidence.proposers = try proposers(of: checked, at: snapshot)
        evidence.decisions = try await decisions(on: checked, now: now, at: snapshot)
            .filter { end ?? .distantFuture >= $0.dated ?? .distantPast }.compactMap(\.decision)
        evidence.checks = checks
        evidence.reports = try await reports(on: checked, now: now, at: snapshot)
            .filter { end ?? .distantFuture >= $0.dated ?? .distantPast }.compactMap(\.report)
        return evidence
    }

    /// A version as the gates see it, with what `main` says of it now.
    package func candidate(
        _ record: VersionRecord, at snapshot: Snapshot
    ) throws(RegistryError) -> Candidate {
        let tree = try commit(record.commit).tree
        let model = try model(record.model, in: tree) ?? ModelManifest(name: record.model)
        var candidate = Candidate(
            version: record.manifest, model: model, artifacts: record.artifacts,
            authors: try authors(of: record, at: snapshot))
        if let card = try file("\(record.model.folder)/README.md", in: tree) {
            candidate.headings = try headings(of: card, record.model)
        }
        candidate.annotations = try annotations(record.model, record.number, in: snapshot.tree)
        candidate.modelNow = try self.model(record.model, in: snapshot.tree)
        return candidate
    }

    private func headings(
        of card: [UInt8], _ model: ModelName
    ) throws(RegistryError) -> [String] {
        do {
            return try ModelCard(parsing: card, path: "\(model.folder)/README.md").headings
        } catch {
            throw RegistryError([invalidManifest(error)])
        }
    }

    /// Everyone whom the record connects with a version: who pushed it, signed, wrote and committed
    /// its commit, and whom it names as author of the version or of the run.
    package func authors(
        of record: VersionRecord, at snapshot: Snapshot
    ) throws(RegistryError) -> Set<Person> {
        var people = try people(behind: commit(record.commit), at: snapshot)
        people.formUnion([record.manifest.author, record.manifest.run?.author].compactMap(\.self))
        if let receipt = try receipt(.version(record.model, record.number), at: snapshot) {
            people.formUnion([receipt.actor] + (receipt.contributors ?? []))
        }
        return people
    }

    /// Everyone whom the record connects with a proposal.
    func proposers(
        of checked: CheckedTransition, at snapshot: Snapshot
    ) throws(RegistryError) -> Set<Person> {
        let commit = checked.commit
        let stage = checked.transition.stage, model = checked.transition.model
        var people = try people(behind: commit, at: snapshot)
        if let receipt = try receipt(.proposal(stage, model, commit.id), at: snapshot) {
            people.insert(receipt.actor)
        }
        return people
    }

    /// Whom a commit names, in lower case whatever it says: naming somebody can only exclude.
    ///
    /// A signature counts by its key alone, verified or not, for the same reason.
    func people(
        behind commit: Commit, at snapshot: Snapshot
    ) throws(RegistryError) -> Set<Person> {
        var people = Set(
            [commit.author.email, commit.committer.email]
                .compactMap { Person(parsing: $0.lowercased()) })
        people.formUnion(try signers(of: commit, at: snapshot))
        return people
    }

    /// Everyone whom a commit's signature could name.
    private func signers(
        of commit: Commit, at snapshot: Snapshot
    ) throws(RegistryError) -> Set<Person> {
        guard commit.isSigned, let signed = try? SignedPayload(commit: raw(commit.id)) else {
            return []
        }
        switch signed.kind {
        case .none: return []
        case .ssh:
            guard let signature = try? Signature(armored: signed.signature) else { return [] }
            return try signers(at: snapshot).people(namedBy: signature)
        case .openPGP:
            guard let signature = OpenPGPSignature(armored: signed.signature) else { return [] }
            return Set(
                try openPGPKeyrings(in: snapshot.tree).filter { signature.names($0.value) }.keys)
        }
    }
}
