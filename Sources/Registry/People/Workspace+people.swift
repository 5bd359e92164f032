import Cryptography
import FoundationEssentials
import Git
package import RegistryCore

/// Somebody who shall be known to the registry.
package struct NewPerson: Sendable {
    package var person: Person
    /// Their public key: OpenSSH's one line, or an armoured OpenPGP block.
    package var publicKey: String
    package var groups: [GroupName]
    /// What they may do everywhere; `nil` leaves it to their groups.
    package var role: Role?

    package init(person: Person, publicKey: String, groups: [GroupName] = [], role: Role? = nil) {
        self.person = person
        self.publicKey = publicKey
        self.groups = groups
        self.role = role
    }
}

/// What came of a change to the people.
package struct PersonChange: Encodable, Sendable {
    package let person: PersonReport
    /// The commit on `main` that says so; the newest where nothing had to change.
    package let commit: ObjectID
}

extension Workspace {
    /// Adds a key, and the groups and the role asked for, in one commit on `main`.
    package func addPerson(_ new: NewPerson) async throws(RegistryError) -> PersonChange {
        let key = try NewKey(new.publicKey, session: session)
        let commit = try await commitToMain("Add \(new.person)") {
            (snapshot) throws(RegistryError) in
            let old = try catalog.policy(at: snapshot)
            let policy = try old.adding(new)
            let written = PolicyText.edit(
                try catalog.file(RootFile.policy, in: snapshot.tree) ?? [], from: old, to: policy)
            return [
                try writing(written, to: RootFile.policy),
                try adding(key, of: new.person, at: snapshot),
            ]
        }
        return try change(of: new.person, commit)
    }

    /// The file of keys with one more, unless this person has it already.
    private func adding(
        _ key: NewKey, of person: Person, at snapshot: Snapshot
    ) throws(RegistryError) -> TreeChange {
        switch key {
        case .ssh(let key):
            try writing(
                try signers(at: snapshot, adding: key, of: person), to: RootFile.signers)
        case .openPGP(let bytes, _):
            try writing(bytes, to: OpenPGPFile.keys(of: person))
        }
    }

    /// The signers' file with one more key, unless this person has it already.
    private func signers(
        at snapshot: Snapshot, adding key: PublicKey, of person: Person
    ) throws(RegistryError) -> [UInt8] {
        var text = SignersText(try catalog.file(RootFile.signers, in: snapshot.tree) ?? [])
        guard let owner = try catalog.signers(at: snapshot).owner(of: key) else {
            text.add(key, of: person)
            return text.bytes
        }
        guard owner.person == person, owner.isValid(at: session.now) else {
            throw RegistryError(
                .signersInvalid,
                "The key \(key.fingerprint) is in allowed_signers already, as "
                    + "\(owner.person == person ? "a closed key" : "that of \(owner.person)").",
                remedy: "Make a key that is \(person)'s alone: ssh-keygen -t ed25519")
        }
        return text.bytes
    }

    func change(
        of person: Person, _ commit: ObjectID
    ) throws(RegistryError) -> PersonChange {
        let snapshot = try catalog.snapshot(at: commit)
        return PersonChange(
            person: report(
                on: person, try catalog.policy(at: snapshot), try catalog.signers(at: snapshot),
                try catalog.openPGPKeyring(of: person, in: snapshot.tree)),
            commit: commit)
    }
}

extension Policy {
    /// The policy with somebody in more groups, and with a rule for them alone unless another gives
    /// them that role already.
    fileprivate func adding(_ new: NewPerson) throws(RegistryError) -> Policy {
        var policy = self
        for group in new.groups where policy.groups?[group]?.contains(new.person) != true {
            var groups = policy.groups ?? [:]
            groups[group, default: []].append(new.person)
            policy.groups = groups
        }
        if let role = new.role, !policy.allows(new.person, role, in: nil) {
            policy.access.append(AccessRule(who: .person(new.person), role: role))
        }
        try policy.checkLadder()
        try policy.checkIssuers()
        return policy
    }
}
