package import Cryptography
package import FoundationEssentials

/// Verifies OpenPGP signatures by `gpg`, or by `sqv` where that alone is installed.
package struct OpenPGPVerifier: Sendable {
    private let environment: [String: String]
    private let patience: Duration

    /// - Parameters:
    ///   - environment: Where `PATH` says which programs there are; nothing else is passed on to
    ///     them.
    ///   - patience: How long a program may take. They answer within milliseconds; a signature
    ///     that keeps one busy must not keep a push waiting.
    package init(environment: [String: String], patience: Duration = .seconds(60)) {
        self.environment = environment
        self.patience = patience
    }

    /// The primary key of the one signature that holds over `payload`, as of `instant`: a key that
    /// expired later does no harm, one that had expired before does.
    ///
    /// - Parameters:
    ///   - signature: Armoured, and detached from what it signs.
    ///   - keyring: The keys that may have signed, and no others.
    package func signer(
        of signature: [UInt8], over payload: [UInt8], by keyring: OpenPGPKeyring,
        at instant: Date
    ) async throws(OpenPGPError) -> OpenPGPFingerprint {
        guard let form = OpenPGPSignature(armored: signature) else { throw .bad(.unreadable) }
        guard form.count == 1 else { throw .bad(.severalSignatures) }
        guard form.isOverBytes else { throw .bad(.wrongKind) }
        if let weakness = form.weakness {
            throw .unsupported(algorithm: "OpenPGP with \(weakness)")
        }
        let folder = try PrivateFolder()
        let evidence = Evidence(
            signature: try folder.write("signature.asc", signature),
            payload: try folder.write("payload", payload),
            keyring: try folder.write("keyring.gpg", keyring.bytes), instant: instant)
        let verifier = Verifier(environment: environment, home: folder.path, patience: patience)
        let signer = try await ask(verifier, evidence)
        guard keyring.keys.contains(where: { $0.fingerprint == signer }) else {
            throw .bad(.unknownKey)
        }
        return signer
    }

    private func ask(
        _ verifier: Verifier, _ evidence: Evidence
    ) async throws(OpenPGPError) -> OpenPGPFingerprint {
        do throws(OpenPGPError) { return try await verifier.gpg(evidence) } catch .programMissing {
            return try await verifier.sqv(evidence)
        }
    }
}

/// What a verifier is given: the paths of three files, and when it all shall have been.
struct Evidence {
    let signature: String
    let payload: String
    let keyring: String
    let instant: Date
}
