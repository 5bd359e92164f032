extension Signature {
    /// What a browser is to have signed in the place of `message`: the challenge of WebAuthn
    /// §5.8.1, whole and not hashed, as OpenSSH looks for it.
    package static func challenge(for message: [UInt8], namespace: String) -> [UInt8] {
        signedData(for: message, namespace: namespace, hash: .sha512)
    }

    /// The armoured signature that a browser has made with the passkey `key` for `namespace`.
    ///
    /// Proves nothing before it is read and verified like any other.
    package static func armored(
        _ assertion: BrowserAssertion, by key: PublicKey, namespace: String
    ) -> [UInt8] {
        armored(assertion.signature, by: key, namespace: namespace, hash: .sha512)
    }
}
