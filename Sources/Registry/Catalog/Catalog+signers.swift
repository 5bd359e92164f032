import Cryptography
import Git
package import RegistryCore

extension Catalog {
    /// The people and keys at that moment, and every key revoked then or since.
    ///
    /// Keys are those of the moment; what was revoked later counts all the same, for a revocation
    /// says itself since when.
    package func signers(at snapshot: Snapshot) throws(RegistryError) -> Signers {
        var signers =
            try parsed(RootFile.signers, in: snapshot.tree) { bytes throws(RegistryError) in
                try Signers(parsing: bytes)
            } ?? Signers()
        signers.revoked = try revokedKeys(at: snapshot)
        if let tip = try tip(.main), tip != snapshot.commit {
            let newest = try revokedKeys(at: try self.snapshot(at: tip, sharing: snapshot))
            signers.revoked = signers.revoked.adding(newest)
        }
        return signers
    }

    /// The lists of revoked keys as the catalog had them at that moment.
    func revokedKeys(at snapshot: Snapshot) throws(RegistryError) -> RevokedKeys {
        try revokedKeys(RootFile.revoked, .ssh, in: snapshot.tree)
            .adding(try revokedKeys(OpenPGPFile.revoked, .openPGP, in: snapshot.tree))
    }

    private func revokedKeys(
        _ path: String, _ kind: RevokedKeys.Kind, in tree: ObjectID
    ) throws(RegistryError) -> RevokedKeys {
        let keys = try parsed(path, in: tree) { (bytes) throws(RegistryError) in
            try readRevokedKeys(bytes, path, kind)
        }
        return keys ?? RevokedKeys()
    }
}

private func readRevokedKeys(
    _ bytes: [UInt8], _ path: String, _ kind: RevokedKeys.Kind
) throws(RegistryError) -> RevokedKeys {
    do throws(RevokedKeysError) {
        return try RevokedKeys(parsing: String(decoding: bytes, as: UTF8.self), of: kind)
    } catch {
        let key =
            kind == .ssh ? "ssh-ed25519 AAAA…" : "49D0139860FDDA909B02D0AAD745DCD5ADA32377"
        throw RegistryError(
            .signersInvalid, "\(path):\(error.line): it can't be read (\(error.reason)).",
            remedy: "Write a key, a time, and perhaps a reason: "
                + "\(key) 2026-11-20T14:03:11Z stolen")
    }
}
