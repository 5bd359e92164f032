import Cryptography
package import FoundationEssentials
import Git
package import RegistryCore

extension Workspace {
    /// Closes every key of a person now, in one commit on `main`; what they signed before stays
    /// good.
    package func closeKeys(of person: Person) async throws(RegistryError) -> PersonChange {
        let now = session.now
        let commit = try await commitToMain("Close the keys of \(person)") {
            (snapshot) throws(RegistryError) in
            let keys = try self.keys(of: person, named: nil, at: snapshot)
            let lines = SignersText(try catalog.file(RootFile.signers, in: snapshot.tree) ?? [])
            var text = lines
            for key in try catalog.signers(at: snapshot).keys
            where key.person == person && key.validBefore.map({ $0 > now }) ?? true {
                try text.close(key.publicKey, at: now)
            }
            var changes: [TreeChange] = []
            if text.bytes != lines.bytes {
                changes.append(try writing(text.bytes, to: RootFile.signers))
            }
            let openPGP = keys.filter(\.isOpenPGP)
            changes += try revoking(openPGP, since: now, reason: "closed", at: snapshot)
            return changes
        }
        return try change(of: person, commit)
    }

    /// Lists keys of a person as revoked, in one commit on `main`.
    ///
    /// - Parameters:
    ///   - fingerprint: The one key that is meant; `nil` for all of them.
    ///   - since: What the registry received from then on does not count; this moment if `nil`.
    package func revokeKeys(
        of person: Person, named fingerprint: String?, since: Date?, reason: String
    ) async throws(RegistryError) -> PersonChange {
        let since = since ?? session.now
        let commit = try await commitToMain("Revoke a key of \(person)") {
            (snapshot) throws(RegistryError) in
            try revoking(
                try keys(of: person, named: fingerprint, at: snapshot), since: since,
                reason: reason.printable, at: snapshot)
        }
        return try change(of: person, commit)
    }

    /// The keys of a person, or the one that is named.
    private func keys(
        of person: Person, named fingerprint: String?, at snapshot: Snapshot
    ) throws(RegistryError) -> [RevokedKeys.Key] {
        let ssh = try catalog.signers(at: snapshot).keys.filter { $0.person == person }
            .map { RevokedKeys.Key.ssh($0.publicKey) }
        let openPGP = try catalog.openPGPKeyring(of: person, in: snapshot.tree)?.keys ?? []
        let keys = (ssh + openPGP.map { .openPGP($0.fingerprint) })
            .filter { fingerprint == nil || $0.description == fingerprint }
        guard !keys.isEmpty else {
            throw RegistryError(
                .personMissing,
                fingerprint.map { "\(person) has no key \($0.printable) here." }
                    ?? "Nobody with a key here is \(person).",
                remedy: "Run `cairn person list` to see who is.")
        }
        return keys
    }

    /// The lists with these keys added, where they are not revoked as early already.
    private func revoking(
        _ keys: [RevokedKeys.Key], since: Date, reason: String, at snapshot: Snapshot
    ) throws(RegistryError) -> [TreeChange] {
        let revoked = try catalog.revokedKeys(at: snapshot)
        let new = keys.filter { revoked.revocation(of: $0).map { since < $0 } ?? true }
        var changes: [TreeChange] = []
        for (path, isOpenPGP) in [(RootFile.revoked, false), (OpenPGPFile.revoked, true)] {
            let lines = new.filter { $0.isOpenPGP == isOpenPGP }
                .map { "\($0.listed) \(since.timestamp) \(reason)".trimmedAtEnd + "\n" }
            guard !lines.isEmpty else { continue }
            var text = try catalog.file(path, in: snapshot.tree) ?? []
            if let last = text.last, last != UInt8(ascii: "\n") { text.append(UInt8(ascii: "\n")) }
            changes.append(try writing(text + Array(lines.joined().utf8), to: path))
        }
        return changes
    }
}

extension RevokedKeys.Key {
    fileprivate var isOpenPGP: Bool {
        if case .openPGP = self { true } else { false }
    }

    /// How a list names the key.
    fileprivate var listed: String {
        switch self {
        case .ssh(let key): key.openSSHText
        case .openPGP(let fingerprint): "\(fingerprint)"
        }
    }
}

extension String {
    fileprivate var trimmedAtEnd: String { hasSuffix(" ") ? String(dropLast()) : self }
}
