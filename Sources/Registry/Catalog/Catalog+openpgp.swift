import Cryptography
import FoundationEssentials
import Git
import OpenPGP
import RegistryCore

/// Where OpenPGP keys lie on `main`.
enum OpenPGPFile {
    static let folder = "keys/openpgp"
    /// The keys that must not be trusted any more, and since when.
    static let revoked = "keys/openpgp/revoked"
    /// The most people with OpenPGP keys.
    static let mostPeople = 1000

    /// The file with a person's keys.
    static func keys(of person: Person) -> String { "\(folder)/\(person).asc" }

    /// Whose keys the file at `path` holds; `nil` for any other file.
    static func person(ofPath path: some StringProtocol) -> Person? {
        guard path.hasPrefix("\(folder)/"), path.hasSuffix(".asc") else { return nil }
        return Person(parsing: path.dropFirst(folder.count + 1).dropLast(".asc".count))
    }
}

extension Catalog {
    /// A person's OpenPGP keys; `nil` for somebody without.
    func openPGPKeyring(
        of person: Person, in tree: ObjectID
    ) throws(RegistryError) -> OpenPGPKeyring? {
        let path = OpenPGPFile.keys(of: person)
        guard let bytes = try file(path, in: tree) else { return nil }
        do throws(OpenPGPKeyError) { return try OpenPGPKeyring(armored: bytes) } catch {
            throw unreadableKeyring(path, error)
        }
    }

    /// Everyone with OpenPGP keys.
    func openPGPKeyrings(in tree: ObjectID) throws(RegistryError) -> [Person: OpenPGPKeyring] {
        guard let folder = try entry(at: OpenPGPFile.folder, in: tree), folder.mode.isTree else {
            return [:]
        }
        let files = try translate(OpenPGPFile.folder) { () throws(GitError) in
            try repository.tree(folder.id)
        }
        guard files.count <= OpenPGPFile.mostPeople + 1 else {
            throw RegistryError(
                .tooMuch, "More than \(OpenPGPFile.mostPeople) people have OpenPGP keys.",
                remedy: "Give people SSH keys, in allowed_signers.")
        }
        var keyrings: [Person: OpenPGPKeyring] = [:]
        let people = files.compactMap(\.text)
            .compactMap { OpenPGPFile.person(ofPath: "\(OpenPGPFile.folder)/\($0)") }
        for person in people {
            keyrings[person] = try openPGPKeyring(of: person, in: tree)
        }
        return keyrings
    }

    /// Whom an OpenPGP signature by a key of `person` speaks for: that person, if it counts.
    func checkOpenPGP(
        _ signature: [UInt8], over payload: [UInt8], by person: Person, at snapshot: Snapshot,
        _ signers: Signers, received: Received
    ) async throws(RegistryError) -> OpenPGPFingerprint {
        guard let keyring = try openPGPKeyring(of: person, in: snapshot.tree) else {
            throw RegistryError(
                .approvalInvalid, "\(person) has no OpenPGP key here.",
                remedy: "Ask an admin for `cairn person add \(person) --key <your key>.asc`.")
        }
        let fingerprint: OpenPGPFingerprint
        do throws(OpenPGPError) {
            fingerprint = try await openPGPVerifier.signer(
                of: signature, over: payload, by: keyring, at: received.instant)
        } catch {
            throw explain(error)
        }
        if let since = signers.revoked.revocation(of: .openPGP(fingerprint)),
            !received.isBefore(since)
        {
            throw RegistryError(
                .approvalInvalid,
                "It is signed with \(fingerprint), which is revoked since \(since.timestamp).",
                remedy: "Sign it with a key that is not.")
        }
        return fingerprint
    }
}

/// The error for what is no file of OpenPGP keys; `what` begins a sentence.
func unreadableKeyring(_ what: String, _ error: OpenPGPKeyError) -> RegistryError {
    RegistryError(
        .signersInvalid, "\(what) can't be read as OpenPGP keys: \(reason(error)).",
        remedy: "Write what `gpg --armor --export <address>` prints.")
}

private func reason(_ error: OpenPGPKeyError) -> String {
    switch error {
    case .tooLong(let limit): "it has more than \(limit) bytes"
    case .notArmored: "it is not one armoured block of public keys"
    case .malformed: "it is not made of what keys consist of"
    case .privateKey: "it holds a private key, which should be replaced now that others saw it"
    case .tooMany(let limit): "it has more than \(limit) keys"
    case .unsupported(let version): "it has a key of version \(version), and only 4 is known here"
    case .weakKey(let bits): "an RSA key of \(bits) bits is too weak"
    }
}

private func explain(_ error: OpenPGPError) -> RegistryError {
    switch error {
    case .programMissing:
        RegistryError(
            .signatureUnsupported,
            "It is signed with OpenPGP, and this machine has neither gpg nor sqv to verify it.",
            remedy: "Install gpg (Debian: apt-get install gpg), then try again.")
    case .unsupported(let algorithm):
        RegistryError(
            .signatureUnsupported,
            "It is signed with \(algorithm.printable), which is unsupported.",
            remedy: "Sign with an RSA, ECDSA or EdDSA key and SHA-256 or better.")
    case .bad(let finding):
        RegistryError(
            .signatureBad, "Its OpenPGP signature does not hold: \(finding.rawValue).",
            remedy: "Sign it again, with a key that the registry has.")
    case .failed(let reason):
        RegistryError(
            .toolMissing, "Its OpenPGP signature can't be verified: \(reason.printable).",
            remedy: "See whether `gpg --verify` works here.")
    }
}
