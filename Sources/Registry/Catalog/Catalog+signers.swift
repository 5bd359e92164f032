import Cryptography
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
            let newest = try revokedKeys(at: try self.snapshot(at: tip))
            signers.revoked = signers.revoked.adding(newest)
        }
        return signers
    }

    /// The list of revoked keys as the catalog had it at that moment.
    func revokedKeys(at snapshot: Snapshot) throws(RegistryError) -> RevokedKeys {
        try parsed(RootFile.revoked, in: snapshot.tree, readRevokedKeys) ?? RevokedKeys()
    }
}

private func readRevokedKeys(_ bytes: [UInt8]) throws(RegistryError) -> RevokedKeys {
    do throws(RevokedKeysError) {
        return try RevokedKeys(parsing: String(decoding: bytes, as: UTF8.self), of: .ssh)
    } catch {
        throw RegistryError(
            .signersInvalid,
            "\(RootFile.revoked):\(error.line): it can't be read (\(error.reason)).",
            remedy: "Write the public key, a time, and perhaps a reason: "
                + "ssh-ed25519 AAAA… 2026-11-20T14:03:11Z stolen")
    }
}
